import type { Registry } from '../../../decoders/model/registry.ts';
import { UsageError } from '../usage-error.ts';
import { expertTap } from './expert-tap.ts';
import { followTaps } from './follow-tap.ts';
import { hierarchyTap } from './hierarchy-tap.ts';
import { httpStatusTap } from './http-status-tap.ts';
import { ioTap } from './io-tap.ts';
import type { Tap, TapRun } from './tap.ts';
import { trafficTaps } from './traffic-taps.ts';
import { treeTaps } from './tree-taps.ts';

/** All statistics of `-z`. */
export const taps: readonly Tap[] = [
  expertTap,
  ...followTaps,
  hierarchyTap,
  ...trafficTaps,
  ...treeTaps,
  httpStatusTap,
  ioTap,
];

/** The statistic that an argument of `-z` asks for. Throws UsageError. */
export function tapRun(argument: string, registry: Registry): TapRun {
  const tap = taps.find(({ name }) => argument === name || argument.startsWith(`${name},`));
  if (!tap) {
    throw new UsageError(`-z does not know "${argument}". It knows:\n${tapList()}`);
  }
  return tap.parse(argument.slice(tap.name.length + 1), registry);
}

/** One line a statistic, for `-z help`. */
export function tapList(): string {
  const width = Math.max(...taps.map(({ name }) => name.length));
  const sorted = [...taps].sort((a, b) => (a.name < b.name ? -1 : 1));
  return sorted.map(({ name, help }) => `  ${name.padEnd(width)}  ${help}\n`).join('');
}
