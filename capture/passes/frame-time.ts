import type { timeFormat } from '../../contract/messages/views.ts';
import type { Infer } from '../../contract/schema.ts';
import type { CaptureInterface } from '../sources/frame-sink.ts';
import type { FrameEdits } from '../store/frame-edits.ts';
import type { PacketTable } from '../store/packet-table.ts';

export type TimeFormat = Infer<typeof timeFormat>;

/** Where times and their precision stand. */
export interface FrameTimes {
  readonly table: PacketTable;
  readonly interfaces: readonly CaptureInterface[];
  /** Undefined where no frame can be a time reference. */
  readonly edits?: FrameEdits;
}

/**
 * A frame's time as the Time column shows it, in the precision that its interface records. `before` is the frame in the
 * row above, 0 for none.
 */
export function frameTime(capture: FrameTimes, frame: number, format: TimeFormat, before = 0): string {
  const { seconds, nanoseconds } = capture.table;
  const ns = nanoseconds.get(frame);
  if (ns < 0) return '';
  const digits = capture.interfaces[capture.table.interface.get(frame)]?.timeDigits ?? 6;
  const s = seconds.get(frame);
  switch (format) {
    case 'r': {
      if (capture.edits?.references.has(frame)) return '*REF*';
      const from = capture.edits?.referenceOf(frame) || 1;
      return difference(s, ns, seconds.get(from), nanoseconds.get(from), digits);
    }
    case 'dd':
      return before === 0
        ? difference(0, 0, 0, 0, digits)
        : difference(s, ns, seconds.get(before), nanoseconds.get(before), digits);
    case 'd':
      return frame === 1
        ? difference(0, 0, 0, 0, digits)
        : difference(s, ns, seconds.get(frame - 1), nanoseconds.get(frame - 1), digits);
    case 'e':
      return `${s}.${fraction(ns, digits)}`;
    default:
      return calendar(s, ns, format, digits);
  }
}

/** Exact difference of two times as text; borrows, so that no float rounds a nanosecond away. */
function difference(s: number, ns: number, s0: number, ns0: number, digits: number): string {
  let whole = s - s0;
  let rest = ns - Math.max(0, ns0);
  const negative = whole < 0 || (whole === 0 && rest < 0);
  if (negative) {
    whole = -whole;
    rest = -rest;
  }
  if (rest < 0) {
    whole -= 1;
    rest += 1_000_000_000;
  }
  return `${negative ? '-' : ''}${whole}.${fraction(rest, digits)}`;
}

const POWERS = Array.from({ length: 10 }, (_, exponent) => 10 ** exponent);

/** The first digits of nanoseconds below 10^9, with leading zeros. */
function fraction(nanoseconds: number, digits: number): string {
  const shown = Math.floor(nanoseconds / POWERS[9 - digits]);
  return String(POWERS[digits] + shown).slice(1);
}

const two = (n: number): string => String(n).padStart(2, '0');

function calendar(s: number, ns: number, format: 'a' | 'ad' | 'adoy' | 'u' | 'ud' | 'udoy', digits: number): string {
  const d = new Date(s * 1000);
  if (Number.isNaN(d.getTime())) return `${s}.${fraction(ns, digits)}`;
  // A date whose UTC parts are those of the zone asked for.
  const local = new Date(
    Date.UTC(d.getFullYear(), d.getMonth(), d.getDate(), d.getHours(), d.getMinutes(), d.getSeconds()),
  );
  const shown = format.startsWith('u') ? d : local;
  const year = shown.getUTCFullYear();
  const time = `${two(shown.getUTCHours())}:${two(shown.getUTCMinutes())}:${two(shown.getUTCSeconds())}.${fraction(ns, digits)}`;
  if (format.endsWith('doy')) {
    const day = Math.floor((shown.getTime() - Date.UTC(year, 0, 1)) / 86_400_000) + 1;
    return `${year}/${String(day).padStart(3, '0')} ${time}`;
  }
  return format.endsWith('d') ? `${year}-${two(shown.getUTCMonth() + 1)}-${two(shown.getUTCDate())} ${time}` : time;
}
