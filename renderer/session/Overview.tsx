import { useEffect, useState } from 'react';
import type { Result } from '../../contract/contract.ts';
import type { overview } from '../../contract/messages/trace.ts';
import { client } from '../state/session.ts';
import { useSession } from './session-state.ts';

interface OverviewProps {
  /** Shows a row of the ladder. */
  readonly go: (row: number) => void;
  readonly first: number;
  readonly visible: number;
}

const LANES = ['client', 'wire', 'daemon'] as const;
const HEIGHT = 12;

/** The whole time of the session: three lanes of when something happened, and the part that the ladder shows. */
export function Overview({ go, first, visible }: OverviewProps) {
  const session = useSession((s) => s.session);
  const revision = useSession((s) => s.state?.revision ?? 0);
  const rows = useSession((s) => s.state?.rows ?? 0);
  const [known, setKnown] = useState<Result<typeof overview> | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the session has changed
  useEffect(() => {
    if (session === null) return setKnown(null);
    let current = true;
    client()
      .call('trace.overview', { session })
      .then((found) => current && setKnown(found))
      .catch(() => {});
    return () => {
      current = false;
    };
  }, [session, revision, rows]);
  if (known === null || known.stretches.length === 0) return null;
  const { stretches, duration } = known;
  const count = 240;
  const place = (row: number): number => {
    const at = stretches.findLastIndex((stretch) => stretch.row <= row);
    return Math.max(0, at);
  };
  const from = place(first);
  const to = place(first + visible);
  return (
    <div className="ladder-overview">
      <span className="ladder-lanes">
        {LANES.map((lane) => (
          <span key={lane}>{lane}</span>
        ))}
      </span>
      <svg
        viewBox={`0 0 ${count} ${LANES.length * HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${duration.toFixed(3)} seconds: when client, wire and daemon were active`}
        onPointerDown={(event) => {
          const box = event.currentTarget.getBoundingClientRect();
          const at = Math.floor(((event.clientX - box.left) / box.width) * count);
          go(stretches[Math.max(0, Math.min(stretches.length - 1, at))].row);
        }}
      >
        <rect x={from} width={Math.max(1, to - from + 1)} height={LANES.length * HEIGHT} className="ladder-sight" />
        {stretches.map((stretch, at) =>
          LANES.map((lane, n) =>
            stretch[lane] > 0 ? (
              <rect
                // biome-ignore lint/suspicious/noArrayIndexKey: a stretch is its place
                key={`${at} ${lane}`}
                x={at}
                y={n * HEIGHT + 2}
                width={1}
                height={HEIGHT - 4}
                className={`ladder-mark-${lane}`}
              />
            ) : null,
          ),
        )}
      </svg>
      <span className="ladder-duration">{duration.toFixed(3)} s</span>
    </div>
  );
}
