/** A number with its thousands set apart. */
export function numberText(n: number): string {
  return n.toLocaleString('en');
}

/** "1 packet", "1,234 packets". */
export function countText(n: number, noun: string): string {
  return `${numberText(n)} ${noun}${n === 1 ? '' : 's'}`;
}

const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** Bytes in the decimal unit that fits: "66 B", "1.2 MB". */
export function byteText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** A share of a whole as "43 %"; a part is never called all, nor something nothing. */
export function percentText(part: number, whole: number): string {
  if (whole === 0 || part === 0) return '0 %';
  const share = (100 * part) / whole;
  if (share < 0.1) return '< 0.1 %';
  if (part < whole && share > 99.9) return '> 99.9 %';
  return `${share >= 10 || part === whole ? Math.round(share) : share.toFixed(1)} %`;
}

/** Seconds as "0.301 s", "12.3 s", "4 min 5 s", "2 h 10 min", "3 d 4 h". */
export function durationText(seconds: number): string {
  if (seconds < 1) return `${seconds.toFixed(3)} s`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  if (whole < 86_400) return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
  return `${Math.floor(whole / 86_400)} d ${Math.floor((whole % 86_400) / 3600)} h`;
}
