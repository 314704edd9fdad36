import { useEffect, useState } from 'react';
import type { Result } from '../../contract/contract.ts';
import type { overview } from '../../contract/messages/trace.ts';
import { client } from '../state/session.ts';
import { MOST_ZOOM, useSession } from './session-state.ts';
import { axisPart, axisTimes } from './time-axis.ts';
import './time-axis.css';

interface TimeAxisProps {
  /** Shows a row of the ladder. */
  readonly go: (row: number) => void;
  /** Seconds of the first and the last row that the ladder shows, where they are known. */
  readonly sight: readonly [from: number, to: number] | undefined;
}

const LANES = ['client', 'wire', 'daemon'] as const;
const HEIGHT = 10;
const WIDTH = 240;

/** The time of the session, or the part around what the ladder shows: three lanes of when something happened. */
export function TimeAxis({ go, sight }: TimeAxisProps) {
  const session = useSession((s) => s.session);
  const revision = useSession((s) => s.state?.revision ?? 0);
  const rows = useSession((s) => s.state?.rows ?? 0);
  const zoom = useSession((s) => s.zoom);
  const [known, setKnown] = useState<Result<typeof overview> | null>(null);
  const [from, to] = axisPart(known?.duration ?? 0, zoom, sight);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the session has changed
  useEffect(() => {
    if (session === null) return setKnown(null);
    let current = true;
    client()
      .call('trace.overview', { session, from, to })
      .then((found) => current && setKnown(found))
      .catch(() => {});
    return () => {
      current = false;
    };
  }, [session, revision, rows, from, to]);
  if (known === null || known.stretches.length === 0) return null;
  const { stretches } = known;
  const share = (seconds: number): number =>
    known.to === known.from ? 0 : ((seconds - known.from) / (known.to - known.from)) * WIDTH;
  return (
    <div className="time-axis">
      <span className="time-axis-lanes" aria-hidden="true">
        {LANES.map((lane) => (
          <span key={lane}>{lane}</span>
        ))}
      </span>
      <div className="time-axis-field">
        <svg
          viewBox={`0 0 ${WIDTH} ${LANES.length * HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`When client, wire and daemon were active, from ${known.from.toFixed(3)} to ${known.to.toFixed(3)} seconds`}
          onPointerDown={(event) => {
            const box = event.currentTarget.getBoundingClientRect();
            const at = Math.floor(((event.clientX - box.left) / box.width) * WIDTH);
            go(stretches[Math.max(0, Math.min(stretches.length - 1, at))].row);
          }}
          onWheel={(event) => {
            const next = zoom + (event.deltaY < 0 ? 1 : -1);
            useSession.setState({ zoom: Math.max(0, Math.min(MOST_ZOOM, next)) });
          }}
        >
          {sight && (
            <rect
              x={share(sight[0])}
              width={Math.max(1, share(sight[1]) - share(sight[0]))}
              height={LANES.length * HEIGHT}
              className="time-axis-sight"
            />
          )}
          {stretches.map((stretch, at) =>
            LANES.map((lane, n) =>
              stretch[lane] > 0 ? (
                <rect
                  // biome-ignore lint/suspicious/noArrayIndexKey: a stretch is its place
                  key={`${at} ${lane}`}
                  x={at}
                  y={n * HEIGHT + 1.5}
                  width={1}
                  height={HEIGHT - 3}
                  className={`time-axis-${lane}`}
                />
              ) : null,
            ),
          )}
        </svg>
        <div className="time-axis-times" aria-hidden="true">
          {axisTimes(known.from, known.to).map((text) => (
            <span key={text}>{text}</span>
          ))}
        </div>
      </div>
    </div>
  );
}
