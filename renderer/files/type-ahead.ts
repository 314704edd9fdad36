/**
 * The entry that typed text means: the next one, from the current one on, whose name begins with it. The same letter
 * again goes on to the next name that begins with it. -1 where there is none.
 */
export function typedAhead(names: readonly string[], current: number, text: string): number {
  const wanted = text.toLowerCase();
  const repeated = wanted.length > 1 && [...wanted].every((letter) => letter === wanted[0]);
  const begins = (name: string): boolean => name.toLowerCase().startsWith(repeated ? wanted[0] : wanted);
  const from = Math.max(0, wanted.length === 1 || repeated ? current + 1 : current);
  for (let n = 0; n < names.length; n++) {
    const at = (from + n) % names.length;
    if (begins(names[at])) return at;
  }
  return -1;
}
