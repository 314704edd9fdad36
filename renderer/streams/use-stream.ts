import { useEffect, useState } from 'react';
import { sentenceOf } from '../notices/notices-state.ts';
import { useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import type { FollowProtocol, StreamState } from './streams-state.ts';

interface FollowedStream {
  readonly state: StreamState | null;
  readonly problem: string;
}

const nothing: FollowedStream = { state: null, problem: '' };

/** Follows a stream as long as it is shown, anew after a lost connection and when its capture was read anew. */
export function useStream(capture: number, protocol: FollowProtocol, number: number): FollowedStream {
  const [followed, setFollowed] = useState(nothing);
  const [round, setRound] = useState(0);
  const connected = useApp((s) => s.connection === 'open');
  // biome-ignore lint/correctness/useExhaustiveDependencies: begins anew with every round
  useEffect(() => {
    if (!connected) return;
    const c = client();
    let id: number | undefined;
    let left = false;
    const close = (): void => {
      if (id !== undefined) c.call('streams.close', { id }).catch(() => {});
    };
    setFollowed(nothing);
    const stop = c.on('streams.changed', (state) => {
      if (!left && state.id === id) setFollowed({ state, problem: '' });
    });
    const stopEnded = c.on('streams.ended', (ended) => {
      if (!left && ended.id === id) setRound((n) => n + 1);
    });
    c.call('streams.open', { capture, protocol, stream: number }).then(
      (state) => {
        id = state.id;
        if (left) close();
        else setFollowed({ state, problem: '' });
      },
      (error) => {
        if (!left) setFollowed({ state: null, problem: sentenceOf(error) });
      },
    );
    return () => {
      left = true;
      stop();
      stopEnded();
      close();
    };
  }, [connected, capture, protocol, number, round]);
  return followed;
}
