import { ALL_INTERFACES } from './interface-order.ts';

/** Seconds of activity that are kept. */
export const HISTORY = 60;

export interface Rate {
  readonly name: string;
  readonly packets: number;
  readonly bytes: number;
}

/** Activity of one interface: packets per second of the last seconds, the newest last, and the newest bytes per second. */
export interface Activity {
  readonly packets: readonly number[];
  readonly bytes: number;
}

export type Activities = Readonly<Record<string, Activity>>;

/** Adds one second. Interfaces that are not mentioned any more are forgotten; `any` counts all others together. */
export function withRates(before: Activities, rates: readonly Rate[]): Activities {
  const all = rates.reduce(
    (sum, { packets, bytes }) => ({ packets: sum.packets + packets, bytes: sum.bytes + bytes }),
    {
      packets: 0,
      bytes: 0,
    },
  );
  const now = [...rates.filter(({ name }) => name !== ALL_INTERFACES), { name: ALL_INTERFACES, ...all }];
  return Object.fromEntries(
    now.map(({ name, packets, bytes }) => {
      const past = Object.hasOwn(before, name) ? before[name].packets : [];
      return [name, { packets: [...past, packets].slice(-HISTORY), bytes }];
    }),
  );
}

/**
 * A line through the values for a drawing of `width` by `height`, the newest at the right edge, each second equally
 * wide whether or not the history is full. The highest value, at least `floor`, reaches the top.
 */
export function sparkPath(values: readonly number[], width: number, height: number, floor = 4): string {
  if (values.length === 0) return '';
  const top = Math.max(floor, ...values);
  const step = width / (HISTORY - 1);
  const left = width - (values.length - 1) * step;
  return values
    .map((value, n) => `${n === 0 ? 'M' : 'L'}${round(left + n * step)} ${round(height - (value / top) * height)}`)
    .join('');
}

const round = (n: number): number => Math.round(n * 10) / 10;
