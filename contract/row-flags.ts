/**
 * Flags of a row of the packet list, one u32:
 *
 * ```
 * bit  0      marked by the user                  bits 6-8    severity, `severities`
 *      1      ignored by the user                      9-10   direction, `directions`
 *      2      time reference                           11     displayed (passes the display filter)
 *      3      has a comment                            12-14  OSI number of the highest layer, 0 unknown
 *      4      truncated: captured short                15-31  zero
 *      5      malformed
 * ```
 */
export const rowFlag = {
  marked: 1 << 0,
  ignored: 1 << 1,
  timeReference: 1 << 2,
  commented: 1 << 3,
  truncated: 1 << 4,
  malformed: 1 << 5,
  displayed: 1 << 11,
} as const;

/** Gravest expert note of the packet, in ascending order. */
export const severities = ['none', 'comment', 'chat', 'note', 'warning', 'error'] as const;
export type Severity = (typeof severities)[number];

/** Which way the frame went at the capturing interface. */
export const directions = ['unknown', 'inbound', 'outbound'] as const;
export type Direction = (typeof directions)[number];

const severityShift = 6;
const directionShift = 9;
const osiShift = 12;

/** Joins `rowFlag` bits with the three small numbers. */
export function rowFlags(bits: number, severity: Severity, direction: Direction, highestOsi: number): number {
  const numbers =
    (severities.indexOf(severity) << severityShift) |
    (directions.indexOf(direction) << directionShift) |
    (highestOsi << osiShift);
  return (bits | numbers) >>> 0;
}

export const severityOf = (flags: number): Severity => severities[(flags >>> severityShift) & 7] ?? 'none';
export const directionOf = (flags: number): Direction => directions[(flags >>> directionShift) & 3] ?? 'unknown';

/** OSI number of the highest layer, 0 unknown. */
export const highestOsiOf = (flags: number): number => (flags >>> osiShift) & 7;
