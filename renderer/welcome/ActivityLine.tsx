import { HISTORY, sparkPath } from '../capture/activity-history.ts';
import { useInterfaces } from '../capture/interfaces-state.ts';
import { byteText, countText, numberText } from '../status/number-texts.ts';

const WIDTH = 150;
const HEIGHT = 24;

/** Packets per second of an interface over the last minute, as a line, with the newest number. */
export function ActivityLine({ name }: { readonly name: string }) {
  const activity = useInterfaces((s) => (Object.hasOwn(s.activities, name) ? s.activities[name] : undefined));
  if (!activity) return <div className="activity activity-unknown" />;
  const { packets, bytes } = activity;
  const now = packets.at(-1) ?? 0;
  const path = sparkPath(packets, WIDTH, HEIGHT - 2);
  const quiet = packets.every((n) => n === 0);
  const most = Math.max(...packets);
  return (
    <div
      className={quiet ? 'activity activity-quiet' : 'activity'}
      title={`${countText(now, 'packet')} and ${byteText(bytes)} in the last second; at most ${numberText(most)} packets/s in the last ${HISTORY} seconds`}
    >
      <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <path className="activity-area" d={path && `${path}L${WIDTH} ${HEIGHT}L${startX(packets.length)} ${HEIGHT}Z`} />
        <path className="activity-line" d={path} />
      </svg>
      <span className="activity-number">{quiet ? 'quiet' : `${numberText(now)} p/s`}</span>
    </div>
  );
}

function startX(count: number): number {
  return WIDTH - ((count - 1) * WIDTH) / (HISTORY - 1);
}
