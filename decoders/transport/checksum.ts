import {
  CHECKSUM_BAD,
  CHECKSUM_GOOD,
  CHECKSUM_UNVERIFIED,
  correctChecksum,
  internetChecksum,
  pseudoHeaderSum,
} from '../model/checksum.ts';
import type { Cursor } from '../model/cursor.ts';
import { evidenceFields, noteAlternative, noteRule, noteValue, wantsEvidence } from '../model/evidence.ts';
import { CHAT, ERROR, NOTE, WARN } from '../model/expert.ts';
import type { Field } from '../model/field.ts';
import { offloadFields } from './offload-fields.ts';

/** The fields of a checksum that covers a pseudo header. */
export interface TransportChecksumFields {
  readonly checksum: Field;
  readonly status: Field;
  readonly calculated: Field;
  readonly bad: Field;
  readonly partial: Field;
  /** For a field of all ones where the checksum is 0; absent where that is the way to send 0. */
  readonly ones?: Field;
}

/** What became of a checksum; reused. */
export class TransportChecksum {
  /** CHECKSUM_GOOD, CHECKSUM_BAD or CHECKSUM_UNVERIFIED. */
  status = CHECKSUM_UNVERIFIED;
  /** What the field should hold, where it was verified. */
  correct = 0;
  /**
   * The field holds only the sum of the pseudo header: the packet was captured where it was sent, before the network
   * adapter completed its checksum.
   */
  partial = false;
  /** The sum of the pseudo header alone, as the field would hold it. */
  pseudo = 0;
  /** The field is 0xffff and the checksum 0, which is the same sum (RFC 1624). */
  ones = false;

  /** {@link verify} was asked. */
  verified = false;

  /** There is something to tell of the checksum even where nothing is noted: see {@link note}. */
  get judged(): boolean {
    return this.verified || this.partial;
  }

  unverified(): void {
    this.status = CHECKSUM_UNVERIFIED;
    this.partial = this.ones = this.verified = false;
  }

  /**
   * Recognises a partial checksum where checksums are not to be verified. The bytes are summed up only where the field
   * holds what a partial one does.
   *
   * @param length of the bytes from `start` on and in the pseudo header; all of them captured
   */
  recognise(c: Cursor, protocol: number, start: number, length: number, at: number): void {
    this.unverified();
    const found = c.peek16(at);
    const pseudo = pseudoHeaderSum(c.frame.registers, protocol, length);
    if (found === 0 || found !== pseudoOnly(c, pseudo)) return;
    this.verify(c, protocol, start, length, at);
    this.verified = this.ones = false;
    this.status = CHECKSUM_UNVERIFIED;
  }

  /**
   * Verifies the checksum of the bytes [start, start + length), all of them captured.
   *
   * @param at position of the checksum
   * @param reported length in the pseudo header
   */
  verify(c: Cursor, protocol: number, start: number, length: number, at: number, reported = length): void {
    const pseudo = pseudoHeaderSum(c.frame.registers, protocol, reported);
    const found = c.peek16(at);
    const computed = internetChecksum(c.bytes, start, start + length, pseudo);
    this.correct = correctChecksum(found, computed);
    this.verified = true;
    this.pseudo = pseudoOnly(c, pseudo);
    this.partial = computed !== 0 && found === this.pseudo;
    this.ones = computed === 0 && found === 0xffff;
    this.status = computed === 0 ? CHECKSUM_GOOD : this.partial ? CHECKSUM_UNVERIFIED : CHECKSUM_BAD;
  }

  /** Notes the checksum at the cursor and what became of it. Raises the frame's severity also where nothing is noted. */
  note(c: Cursor, f: TransportChecksumFields, protocol: string, calculatedBelow: boolean): void {
    const ones = this.ones ? f.ones : undefined;
    const correct = ones ? 0 : this.correct;
    const status = ones ? CHECKSUM_BAD : this.status;
    const { verified } = this;
    const found = c.u16(f.checksum);
    if (c.wants(f.checksum)) {
      const verdict = ones ? ' [should be 0x0000 (see RFC 1624)]' : this.verdict(protocol);
      c.label(c.tape.count - 1, `${f.checksum.title}: ${hex16(found)}${verdict}`);
    }
    c.nest();
    if (ones) c.expert(WARN, 'Checksum', ones.title, ones);
    else if (status === CHECKSUM_BAD) {
      c.expert(ERROR, 'Checksum', c.noting ? `Bad checksum [should be ${hex16(correct)}]` : '', f.bad);
    } else if (this.partial) {
      if (verified) c.expert(NOTE, 'Checksum', PARTIAL, f.partial);
      else c.remark(CHAT, 'Checksum', PARTIAL, offloadFields.checksum);
    }
    if (ones || this.partial || status === CHECKSUM_BAD) this.noteEvidence(c, found, correct);
    if (verified && calculatedBelow) c.generated(f.calculated, correct);
    c.unnest();
    c.generated(f.status, status);
    if (verified && !calculatedBelow) c.generated(f.calculated, correct);
  }

  /** Notes below the note just made what it rests on. */
  private noteEvidence(c: Cursor, found: number, correct: number): void {
    if (!c.noting || !wantsEvidence(c)) return;
    c.nest();
    c.generated(evidenceFields.evidence, 0);
    c.nest();
    if (this.partial) {
      noteRule(
        c,
        'The field holds the sum of the pseudo header alone, which is what a system leaves for the adapter to complete.',
      );
    } else
      noteRule(c, 'The Internet checksum (RFC 1071) over pseudo header, header and payload has to be in the field.');
    noteValue(c, `In the packet: ${hex16(found)}`);
    noteValue(c, `Calculated: ${hex16(correct)}`);
    noteValue(c, `Sum of the pseudo header alone: ${hex16(this.pseudo)}`);
    if (this.partial) {
      noteValue(
        c,
        'Captured on the machine that sent it, before the adapter completed the checksum (offload): no error',
      );
      noteAlternative(c, 'damage that happens to give this sum: one chance in 65,536');
    } else if (!this.ones) {
      noteAlternative(
        c,
        'a packet captured where it was sent, with whatever the system leaves for the adapter to fill in',
      );
      noteAlternative(c, 'bytes changed on the way, or by a capture that rewrites addresses');
    }
    c.unnest();
    c.unnest();
  }

  private verdict(protocol: string): string {
    if (this.partial && this.verified) return ' [partial]';
    if (this.status === CHECKSUM_GOOD) return ' [correct]';
    if (this.status === CHECKSUM_UNVERIFIED) return ' [unverified]';
    return ` incorrect, should be ${hex16(this.correct)} (maybe caused by "${protocol} checksum offload"?)`;
  }
}

const PARTIAL = 'Partial checksum: the network adapter completes it when it sends the packet';

/** What a checksum holds that covers the pseudo header alone. */
function pseudoOnly(c: Cursor, pseudo: number): number {
  return ~internetChecksum(c.bytes, 0, 0, pseudo) & 0xffff;
}

function hex16(value: number): string {
  return `0x${value.toString(16).padStart(4, '0')}`;
}
