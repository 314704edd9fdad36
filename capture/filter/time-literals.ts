import { fail } from './problem.ts';

interface Written {
  readonly kind: 'word' | 'string' | 'char';
  readonly text: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const CLOCK = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?`;
const ZONE = String.raw`\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?`;
const DATE = new RegExp(String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+${CLOCK})?${ZONE}$`, 'i');
const MONTH_NAME = new RegExp(String.raw`^([a-z]{3})[a-z]*\s+(\d{1,2}),\s*(\d{4})\s+${CLOCK}${ZONE}$`, 'i');

/**
 * Nanoseconds since the epoch of `2011-07-04`, `2011-07-04 12:34:56.5`, `2011-07-04T12:34:56Z`, `Nov 12, 1999 08:55:44.123`;
 * in the time zone of this computer unless one is given.
 */
export function parseTime(written: Written): bigint {
  const text = (written.kind === 'word' ? written.text : written.value).trim();
  const m = DATE.exec(text);
  if (m) return instant(written, [m[1], m[2], m[3]], m.slice(4));
  const named = MONTH_NAME.exec(text);
  const month = named ? MONTHS.indexOf(named[1].toLowerCase()) + 1 : 0;
  if (named && month > 0) return instant(written, [named[3], String(month), named[2]], named.slice(4));
  return invalid(written, text);
}

function invalid(written: Written, text: string): never {
  fail(
    written,
    `"${text}" is not a valid absolute time. Example: "Nov 12, 1999 08:55:44.123" or "2011-07-04 12:34:56"`,
  );
}

function instant(written: Written, date: readonly string[], rest: readonly (string | undefined)[]): bigint {
  const [year, month, day] = date.map(Number);
  const [hour, minute, second] = rest.slice(0, 3).map((part) => Number(part ?? 0));
  const [fraction, zone] = rest.slice(3);
  const utc = Date.UTC(year, month - 1, day, hour, minute, second);
  const at = new Date(utc);
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) {
    invalid(written, written.value || written.text);
  }
  const local = new Date(year, month - 1, day, hour, minute, second).getTime();
  const milliseconds = zone === undefined ? local : utc - offset(zone);
  return BigInt(milliseconds) * 1_000_000n + BigInt((fraction ?? '').padEnd(9, '0'));
}

/** Milliseconds east of Greenwich. */
function offset(zone: string): number {
  const m = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!m) return 0;
  return (m[1] === '-' ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3])) * 60_000;
}

/** Nanoseconds of `1`, `0.5` or `1.5s`. */
export function parseDuration(written: Written): bigint {
  const m = /^(\d{1,15})(?:\.(\d{1,9})\d*)?s?$/.exec(written.text);
  if (!m) fail(written, `"${written.text}" is not a valid time. Example: 0.25`);
  return BigInt(m[1]) * 1_000_000_000n + BigInt((m[2] ?? '').padEnd(9, '0'));
}
