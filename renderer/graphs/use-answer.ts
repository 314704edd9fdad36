import { useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../notices/notices-state.ts';

interface Answer<T> {
  /** The last answer, while the next is worked out too. */
  readonly value: T | null;
  readonly busy: boolean;
  readonly problem: string;
  /** Part of the work that is done, 0 to 1; null where that is not told. */
  readonly done: number | null;
  /** The person stopped it: what there is may be incomplete. */
  readonly stopped: boolean;
}

interface Asking<T> extends Answer<T> {
  readonly stop: () => void;
  /** Asks again, as after a stop. */
  readonly again: () => void;
}

type Report = (progress: { readonly done?: number; readonly total?: number }) => void;

/** Least time between two answers to the same question while a capture grows, in milliseconds. */
const PAUSE = 1000;

/**
 * Asks the capture process whenever `key` changes, and again, with pauses, when `version` does; a question that is out of
 * date is cancelled.
 */
export function useAnswer<T>(
  key: string,
  version: number,
  ask: (signal: AbortSignal, report: Report) => Promise<T>,
): Asking<T> {
  const [answer, setAnswer] = useState<Answer<T>>({
    value: null,
    busy: true,
    problem: '',
    done: null,
    stopped: false,
  });
  const [round, setRound] = useState(0);
  const current = useRef<AbortController | null>(null);
  const latest = useRef(ask);
  latest.current = ask;
  const asked = useRef({ key: '', at: Number.NEGATIVE_INFINITY });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for all that the question depends on
  useEffect(() => {
    const abort = new AbortController();
    current.current = abort;
    const wait = asked.current.key === key ? Math.max(0, asked.current.at + PAUSE - performance.now()) : 0;
    const timer = setTimeout(async () => {
      asked.current = { key, at: performance.now() };
      setAnswer((before) => ({ ...before, busy: true, done: null, stopped: false }));
      const ended = { busy: false, done: null, stopped: false };
      const report: Report = ({ done, total }) => {
        if (abort.signal.aborted || done === undefined || !total) return;
        setAnswer((before) => ({ ...before, done: done / total }));
      };
      try {
        const value = await latest.current(abort.signal, report);
        if (!abort.signal.aborted) setAnswer({ value, problem: '', ...ended });
      } catch (error) {
        if (!abort.signal.aborted) setAnswer({ value: null, problem: sentenceOf(error), ...ended });
      }
    }, wait);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [key, version, round]);
  const stop = (): void => {
    current.current?.abort();
    setAnswer((before) => ({ ...before, busy: false, done: null, stopped: true }));
  };
  return { ...answer, stop, again: () => setRound((n) => n + 1) };
}
