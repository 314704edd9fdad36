/** A part of a sentence of advice. */
export interface AdvicePart {
  readonly text: string;
  /** Whether it is something to type in a terminal. */
  readonly command: boolean;
}

/** Splits advice into words and commands, which stand between backquotes. */
export function adviceParts(advice: string): AdvicePart[] {
  return advice
    .split('`')
    .map((text, n) => ({ text, command: n % 2 === 1 }))
    .filter(({ text }) => text !== '');
}
