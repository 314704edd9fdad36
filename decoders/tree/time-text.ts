const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const SECOND = 1_000_000_000n;
/** Seconds that a date can be told of: ECMAScript dates end 100,000,000 days from 1970. */
const FARTHEST = 8_640_000_000_000n;

/** Each knows the short names of the zones around it by heart, and no others. */
const LOCALES = ['en-US', 'en-GB', 'en-AU', 'en-IN', 'ja-JP'];
let zones: readonly Intl.DateTimeFormat[] | undefined;

/**
 * Local date and time with nanoseconds and time zone, as Wireshark prints absolute times:
 * `Apr 27, 2016 13:46:54.520906000 UTC`.
 *
 * @param nanoseconds since the epoch
 */
export function dateText(nanoseconds: bigint): string {
  let seconds = nanoseconds / SECOND;
  let fraction = nanoseconds % SECOND;
  if (fraction < 0n) {
    seconds -= 1n;
    fraction += SECOND;
  }
  if (seconds > FARTHEST || seconds < -FARTHEST) return 'Not representable';
  const date = new Date(Number(seconds) * 1000);
  const day = String(date.getDate()).padStart(2);
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((n) => String(n).padStart(2, '0'))
    .join(':');
  const point = String(fraction).padStart(9, '0');
  return `${MONTHS[date.getMonth()]} ${day}, ${date.getFullYear()} ${clock}.${point} ${zoneName(date)}`;
}

let namedMinute = Number.NaN;
let lastName = '';

/** Asked for one minute after the other of a capture, so the name of the last one is kept. */
function zoneName(date: Date): string {
  const minute = Math.floor(date.getTime() / 60_000);
  if (minute !== namedMinute) {
    namedMinute = minute;
    lastName = nameOfZone(date);
  }
  return lastName;
}

/** `CET`, or `-03` for a zone without a name, as the C library calls it. */
function nameOfZone(date: Date): string {
  zones ??= LOCALES.map((locale) => new Intl.DateTimeFormat(locale, { timeZoneName: 'short' }));
  const names = zones.map(
    (zone) => zone.formatToParts(date).find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC',
  );
  const name = names.find((one) => !/^GMT[+-]/.test(one));
  if (name !== undefined) return name;
  const [, sign, hours, minutes = ''] = /^GMT([+-])(\d+)(?::(\d+))?/.exec(names[0]) ?? [];
  return `${sign}${hours.padStart(2, '0')}${minutes}`;
}

/** Seconds with nine decimals. */
export function secondsText(nanoseconds: bigint): string {
  const negative = nanoseconds < 0n;
  const whole = negative ? -nanoseconds : nanoseconds;
  const text = `${whole / SECOND}.${String(whole % SECOND).padStart(9, '0')}`;
  return negative ? `-${text}` : text;
}
