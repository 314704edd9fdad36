import type { Cursor } from '../../model/cursor.ts';
import type { Field } from '../../model/field.ts';
import { durationWords } from '../../tree/duration-words.ts';

const DAY = 86_400_000;

/** Reads a time of day in milliseconds; its text takes little-endian times for what they are. */
export function noteTimeOfDay(c: Cursor, field: Field): void {
  const at = c.pos;
  const value = c.u32(field);
  if (!c.wants(field)) return;
  const { seconds, nanoseconds } = c.frame.record;
  const now = (seconds * 1000 + Math.floor(nanoseconds / 1e6)) % DAY;
  const b = c.bytes;
  const little = (b[at] | (b[at + 1] << 8) | (b[at + 2] << 16) | (b[at + 3] << 24)) & 0x7fffffff;
  const text = millisecondsText(likelier(value & 0x7fffffff, little, now));
  c.label(c.tape.count - 1, `${field.title}: ${value} (${text} after midnight UTC)`);
}

/** Of two readings of a time, the one that is a time of day, and nearer behind the frame's time if both are. */
function likelier(big: number, little: number, now: number): number {
  if (big < DAY !== little < DAY) return big < DAY ? big : little;
  return distance(big, now) < distance(little, now) ? big : little;
}

/** How far a time is behind another as an unsigned number, so that times before it are far; over midnight as well. */
function distance(time: number, now: number): number {
  const next = time < DAY && time < now && time <= DAY / 4 && now >= DAY - DAY / 4 ? time + DAY : time;
  return (next - now) >>> 0;
}

/** `3 hours, 20 minutes, 1.500 seconds` of a number of milliseconds. */
function millisecondsText(milliseconds: number): string {
  const rest = milliseconds % 1000;
  const seconds = Math.floor(milliseconds / 1000);
  if (rest === 0 && seconds % 60 === 0) return durationWords(seconds);
  const last = `${seconds % 60}.${String(rest).padStart(3, '0')} seconds`;
  return seconds < 60 ? last : `${durationWords(seconds - (seconds % 60))}, ${last}`;
}
