/** A span of time, forwards or back: whole seconds, which may be negative, and nanoseconds that count forwards from there. */
export interface TimeSpan {
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** Reads `[-][[hours:]minutes:]seconds[.fraction]`, as `-1:00:00` or `0.25`; undefined for what is no such text. */
export function parseSpan(text: string): TimeSpan | undefined {
  const parts = /^([+-]?)(?:(?:(\d{1,7}):)?(\d{1,9}):)?(\d{1,11})(?:\.(\d{1,9}))?$/.exec(text.trim());
  if (!parts) return undefined;
  const [, sign, hours, minutes, seconds, fraction = ''] = parts;
  const whole = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds);
  const nanoseconds = Number(fraction.padEnd(9, '0'));
  if (sign !== '-') return { seconds: whole, nanoseconds };
  return nanoseconds === 0
    ? { seconds: 0 - whole, nanoseconds }
    : { seconds: -whole - 1, nanoseconds: 1e9 - nanoseconds };
}

/** The text that {@link parseSpan} reads: `-1:00:00`, `0.25`. */
export function spanText({ seconds, nanoseconds }: TimeSpan): string {
  const back = seconds < 0;
  const whole = back ? -seconds - (nanoseconds > 0 ? 1 : 0) : seconds;
  const rest = back && nanoseconds > 0 ? 1e9 - nanoseconds : nanoseconds;
  const two = (n: number): string => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const clock = h > 0 ? `${h}:${two(m)}:${two(s)}` : m > 0 ? `${m}:${two(s)}` : String(s);
  const fraction = rest > 0 ? `.${String(rest).padStart(9, '0').replace(/0+$/, '')}` : '';
  return `${back ? '-' : ''}${clock}${fraction}`;
}
