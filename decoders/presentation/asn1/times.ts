import { latin } from '../../tree/bytes-text.ts';

/**
 * UTCTime (X.690 section 11.8; years from 50 on are those of the 20th century, RFC 5280 section 4.1.2.5.1) as Wireshark
 * writes it: `2024-01-02 03:04:05 (UTC)`. The characters as they are where they are no time.
 */
export function utcTimeText(bytes: Uint8Array, start: number, end: number): string {
  const text = latin(bytes, start, end);
  const m = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:Z|([+-]\d{4}))$/.exec(text);
  if (!m) return text;
  const [, year, month, day, hour, minute, second, zone = ''] = m;
  const century = Number(year) < 50 ? '20' : '19';
  return `${century}${year}-${month}-${day} ${hour}:${minute}${second === undefined ? '' : `:${second}`} (UTC${zone})`;
}

/** GeneralizedTime (X.690 section 11.7) in nanoseconds since 1970, or undefined where the characters are no time. */
export function generalizedTime(bytes: Uint8Array, start: number, end: number): bigint | undefined {
  const m = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d)(\d\d))?$/.exec(
    latin(bytes, start, end),
  );
  if (!m) return undefined;
  const [, year, month, day, hour, minute, second = '00', fraction = '', sign, hours = '0', minutes = '0'] = m;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // Days beyond the end of a month would be taken for those of the next one.
  if (Number.isNaN(time) || new Date(time).getUTCDate() !== Number(day)) return undefined;
  const east = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
  return BigInt(time - east) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}
