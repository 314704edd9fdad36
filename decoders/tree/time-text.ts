const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const SECOND = 1_000_000_000n;
/** Seconds that a date can be told of: ECMAScript dates end 100,000,000 days from 1970. */
const FARTHEST = 8_640_000_000_000n;

let zones: Intl.DateTimeFormat | undefined;

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

function nameOfZone(date: Date): string {
  zones ??= new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' });
  return zones.formatToParts(date).find((part) => part.type === 'timeZoneName')?.value ?? 'UTC';
}

/** Seconds with nine decimals. */
export function secondsText(nanoseconds: bigint): string {
  const negative = nanoseconds < 0n;
  const whole = negative ? -nanoseconds : nanoseconds;
  const text = `${whole / SECOND}.${String(whole % SECOND).padStart(9, '0')}`;
  return negative ? `-${text}` : text;
}
