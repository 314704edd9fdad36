import {
  CHECKSUM_BAD,
  CHECKSUM_GOOD,
  CHECKSUM_NOT_PRESENT,
  CHECKSUM_UNVERIFIED,
  correctChecksum,
} from '../model/checksum.ts';
import type { Cursor } from '../model/cursor.ts';
import { ERROR, type ExpertGroup, type Severity, WARN } from '../model/expert.ts';
import type { Field } from '../model/field.ts';

export interface ChecksumFields {
  readonly checksum: Field;
  readonly checksumStatus: Field;
  readonly checksumBad: Field;
}

/** How a wrong checksum is reported: Wireshark's protocols differ in it. */
interface Verdict {
  readonly severity: Severity;
  readonly group: ExpertGroup;
  readonly text: string;
}

const usual: Verdict = { severity: WARN, group: 'Checksum', text: 'Bad checksum' };
export const severe: Verdict = { ...usual, severity: ERROR };

/** Instead of a computed checksum: it was not verified, or the sender left it out. */
export const UNVERIFIED = -1;
export const NOT_PRESENT = -2;

/**
 * Reads a checksum and notes whether it is right.
 *
 * @param computed the Internet checksum over all bytes that it covers and itself, UNVERIFIED or NOT_PRESENT
 * @param remark behind an unverified checksum: why
 */
export function readChecksum(c: Cursor, f: ChecksumFields, computed: number, remark = '', verdict = usual): void {
  const found = c.u16(f.checksum);
  const wrong = computed > 0;
  if (!wrong && !c.noting) return;
  const digits = c.noting ? hex16(correctChecksum(found, computed)) : '';
  if (c.wants(f.checksum)) {
    const result = wrong ? `incorrect, should be ${digits}` : computed === 0 ? '[correct]' : '[unverified]';
    const text = `${f.checksum.title}: ${hex16(found)} ${result}${remark}`;
    c.label(c.tape.count - 1, computed === NOT_PRESENT ? `[${f.checksum.title}: [missing]]` : text);
  }
  if (wrong) {
    c.nest();
    const text = c.noting ? `${verdict.text} [should be ${digits}]` : verdict.text;
    c.expert(verdict.severity, verdict.group, text, f.checksumBad);
    c.unnest();
  }
  c.generated(f.checksumStatus, wrong ? CHECKSUM_BAD : statusOf(computed));
}

function statusOf(computed: number): number {
  if (computed === 0) return CHECKSUM_GOOD;
  return computed === NOT_PRESENT ? CHECKSUM_NOT_PRESENT : CHECKSUM_UNVERIFIED;
}

function hex16(value: number): string {
  return `0x${value.toString(16).padStart(4, '0')}`;
}
