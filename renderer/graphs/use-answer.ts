import { useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../notices/notices-state.ts';

interface Answer<T> {
  /** The last answer, while the next is worked out too. */
  readonly value: T | null;
  readonly busy: boolean;
  readonly problem: string;
}

/** Least time between two answers to the same question while a capture grows, in milliseconds. */
const PAUSE = 1000;

/**
 * Asks the capture process whenever `key` changes, and again, with pauses, when `version` does; a question that is out of
 * date is cancelled.
 */
export function useAnswer<T>(key: string, version: number, ask: (signal: AbortSignal) => Promise<T>): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ value: null, busy: true, problem: '' });
  const latest = useRef(ask);
  latest.current = ask;
  const asked = useRef({ key: '', at: Number.NEGATIVE_INFINITY });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for all that the question depends on
  useEffect(() => {
    const abort = new AbortController();
    const wait = asked.current.key === key ? Math.max(0, asked.current.at + PAUSE - performance.now()) : 0;
    const timer = setTimeout(async () => {
      asked.current = { key, at: performance.now() };
      setAnswer((before) => ({ ...before, busy: true }));
      try {
        const value = await latest.current(abort.signal);
        if (!abort.signal.aborted) setAnswer({ value, busy: false, problem: '' });
      } catch (error) {
        if (!abort.signal.aborted) setAnswer({ value: null, busy: false, problem: sentenceOf(error) });
      }
    }, wait);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [key, version]);
  return answer;
}
