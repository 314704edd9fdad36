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

export function wayOf({ form, direction, width }: PlaceOptions['shown']): string {
  return `${form} ${direction} ${width}`;
}

/**
 * Brings the packet in sight that was asked for, and keeps the one at the top there when lines are broken in another
 * way. Returns what brings any packet in sight.
 */
export function useStreamPlace({ shown, arrived, top, wanted, show }: PlaceOptions): (frame: number) => void {
  const way = wayOf(shown);
  const goal = useRef<{ readonly frame: number; readonly chosen: boolean }>(undefined);
  const atTop = useRef<number>(undefined);
  const latest = useRef({ shown, show });
  latest.current = { shown, show };
  const reach = useCallback((): void => {
    const { current } = goal;
    goal.current = undefined;
    if (!current) return;
    client()
      .call('streams.rowOfFrame', { ...latest.current.shown, frame: current.frame })
      .then(
        ({ row }) => row !== null && latest.current.show(row, current.chosen),
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
  return useCallback(
    (frame: number) => {
      goal.current = { frame, chosen: true };
      reach();
    },
    [reach],
  );
}
