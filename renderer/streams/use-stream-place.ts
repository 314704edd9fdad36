import { useCallback, useEffect, useRef } from 'react';
import { client } from '../state/session.ts';
import type { StreamDirection, StreamForm, StreamRow, WantedStream } from './streams-state.ts';

interface PlaceOptions {
  /** What rows are asked for by. */
  readonly shown: {
    readonly id: number;
    readonly form: StreamForm;
    readonly direction: StreamDirection;
    readonly width: number;
  };
  /** What the rows that are here were asked for by, as {@link wayOf} writes it. */
  readonly arrived: string;
  readonly top: StreamRow | undefined;
  readonly wanted: WantedStream;
  /** Brings a row in sight; `chosen` where a person asked for its packet. */
  readonly show: (row: number, chosen: boolean) => void;
}

interface Goal {
  readonly frame: number;
  readonly chosen: boolean;
}

interface StreamPlace {
  /** Brings a packet in sight. */
  readonly go: (frame: number) => void;
  /** Lets go of what is to be brought in sight. */
  readonly leave: () => void;
}

export function wayOf({ form, direction, width }: PlaceOptions['shown']): string {
  return `${form} ${direction} ${width}`;
}

/**
 * Brings the packet in sight that was asked for, and keeps the one at the top there when lines are broken in another
 * way. What a person scrolls to meanwhile wins.
 */
export function useStreamPlace({ shown, arrived, top, wanted, show }: PlaceOptions): StreamPlace {
  const way = wayOf(shown);
  const goal = useRef<Goal>(undefined);
  /** The one that has been asked for and not answered yet. */
  const asked = useRef<Goal>(undefined);
  const atTop = useRef<number>(undefined);
  const latest = useRef({ shown, show });
  latest.current = { shown, show };
  const reach = useCallback((): void => {
    const { current } = goal;
    goal.current = undefined;
    if (!current) return;
    asked.current = current;
    client()
      .call('streams.rowOfFrame', { ...latest.current.shown, frame: current.frame })
      .then(
        ({ row }) => {
          if (row !== null && asked.current === current) latest.current.show(row, current.chosen);
        },
        () => {},
      );
  }, []);
  useEffect(() => {
    if (arrived === way && top) atTop.current = top.frame;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: lines are broken in another way
  useEffect(() => {
    if (atTop.current !== undefined) goal.current ??= { frame: atTop.current, chosen: false };
  }, [way]);
  useEffect(() => {
    if (wanted.frame !== undefined) goal.current = { frame: wanted.frame, chosen: true };
  }, [wanted]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another wish is a reason too
  useEffect(() => {
    if (arrived === way) reach();
  }, [arrived, way, wanted, reach]);
  return {
    go: (frame) => {
      goal.current = { frame, chosen: true };
      reach();
    },
    leave: () => {
      goal.current = undefined;
      asked.current = undefined;
    },
  };
}
