import { useEffect, useState } from 'react';
import { percentText } from '../status/number-texts.ts';
import './counting.css';

interface CountingProps {
  readonly answer: {
    readonly busy: boolean;
    readonly done: number | null;
    readonly stopped: boolean;
    readonly stop: () => void;
    readonly again: () => void;
  };
}

/** Milliseconds of counting before it is spoken of. */
const PATIENCE = 400;

/** How far a long count is, with a button to stop it, and after that one to go on. */
export function Counting({ answer: { busy, done, stopped, stop, again } }: CountingProps) {
  const [long, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    if (!busy) return;
    const timer = setTimeout(() => setLong(true), PATIENCE);
    return () => clearTimeout(timer);
  }, [busy]);
  if (stopped) {
    return (
      <p className="counting" role="status">
        Counting was stopped; not all packets are counted.
        <button type="button" className="panes-tool" onClick={again}>
          Go on
        </button>
      </p>
    );
  }
  if (!long) return null;
  return (
    <p className="counting" role="status">
      Counting{done === null ? '…' : `: ${percentText(Math.round(done * 1000), 1000)}`}
      <progress max={1} value={done ?? undefined} aria-label="Packets counted" />
      <button type="button" className="panes-tool" onClick={stop}>
        Stop
      </button>
    </p>
  );
}
