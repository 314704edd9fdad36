/**
 * The lines of a tree that a test passes, with those they stand below. A line belongs to the nearest one before it that is
 * less deep.
 */
export function matchingLines<T>(lines: readonly T[], depth: (line: T) => number, passes: (line: T) => boolean): T[] {
  const kept: T[] = [];
  const above: T[] = [];
  /** How many of the lines above stand in `kept`. */
  let shown = 0;
  for (const line of lines) {
    const at = depth(line);
    while (above.length > 0 && depth(above[above.length - 1]) >= at) above.pop();
    shown = Math.min(shown, above.length);
    above.push(line);
    if (!passes(line)) continue;
    kept.push(...above.slice(shown));
    shown = above.length;
  }
  return kept;
}
