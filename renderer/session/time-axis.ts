/**
 * The part of a session's time that its axis shows, in seconds: all of it, or, for each step of `zoom`, half as much
 * around what is in sight. It moves on in steps of an eighth of its length, so that it stands still while one reads.
 */
export function axisPart(
  duration: number,
  zoom: number,
  sight: readonly [from: number, to: number] | undefined,
): readonly [from: number, to: number] {
  if (zoom === 0 || duration === 0 || sight === undefined) return [0, 0];
  const length = duration / 2 ** zoom;
  const step = length / 8;
  const begin = Math.round(((sight[0] + sight[1]) / 2 - length / 2) / step) * step;
  const from = Math.max(0, Math.min(duration - length, begin));
  return [from, from + length];
}

const TIMES = 5;

/** Times along an axis, with as many digits as tell them apart. */
export function axisTimes(from: number, to: number): string[] {
  const step = (to - from) / (TIMES - 1);
  if (!(step > 0)) return [from.toFixed(3)];
  const digits = Math.max(0, Math.min(6, 1 - Math.floor(Math.log10(step))));
  const texts = Array.from({ length: TIMES }, (_, at) => `${(from + at * step).toFixed(digits)} s`);
  return [...new Set(texts)];
}
