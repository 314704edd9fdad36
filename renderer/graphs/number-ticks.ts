const prefixes = ['', 'k', 'M', 'G', 'T', 'P'];

/** A number for an axis: 1.2k, 3M. */
export function shortNumber(value: number): string {
  if (value !== 0 && Math.abs(value) < 1) return String(Number(value.toPrecision(3)));
  let rest = value;
  let at = 0;
  while (Math.abs(rest) >= 1000 && at < prefixes.length - 1) {
    rest /= 1000;
    at++;
  }
  return `${Number(rest.toPrecision(4))}${prefixes[at]}`;
}

/** Seconds for an axis, as fine as the range needs. */
export function shortSeconds(value: number, span: number): string {
  const digits = Math.max(0, Math.min(6, Math.ceil(-Math.log10(Math.max(span, 1e-9))) + 2));
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** A duration with the unit that fits it. */
export function durationText(seconds: number): string {
  if (seconds < 0.001) return `${Number((seconds * 1e6).toPrecision(3))} µs`;
  if (seconds < 1) return `${Number((seconds * 1000).toPrecision(4))} ms`;
  return `${Number(seconds.toPrecision(5))} s`;
}
