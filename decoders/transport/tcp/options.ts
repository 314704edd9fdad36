import type { Cursor } from '../../model/cursor.ts';
import { ERROR, NOTE, WARN } from '../../model/expert.ts';
import type { Field } from '../../model/field.ts';
import { readAccurateEcn, readExperiment, readFastOpen, SAID_COOKIE, SAID_COUNTERS } from './experimental-options.ts';
import { n } from './fields.ts';
import { SYN } from './flag-bits.ts';
import { readMultipath } from './multipath.ts';
import { o } from './option-fields.ts';
import { beginOption, checkLength, lengthFault } from './option-frame.ts';
import { optionNames } from './option-names.ts';
import { readSelectiveAck } from './selective-ack.ts';

const END = 0;
const NOP = 1;
const MSS = 2;
const SCALE = 3;
const SACK_PERMITTED = 4;
const SACK = 5;
const ECHO = 6;
const ECHO_REPLY = 7;
const TIMESTAMPS = 8;
const CC = 11;
const CC_NEW = 12;
const CC_ECHO = 13;
const MD5 = 19;
const SCPS = 20;
const SNACK = 21;
const SCPS_RECORD = 22;
const SCPS_CORRUPTION = 23;
const QUICK_START = 27;
const USER_TIMEOUT = 28;
const AO = 29;
const MULTIPATH = 30;
const FAST_OPEN = 34;
const RIVERBED_PROBE = 76;
const RIVERBED_TRANSPARENCY = 78;
const ACCURATE_ECN_0 = 172;
const ACCURATE_ECN_1 = 174;
const EXPERIMENT_1 = 253;
const EXPERIMENT_2 = 254;

/** The greatest shift count, RFC 7323 section 2.3. */
const MAX_SHIFT = 14;

/** Headings of options whose decoding is only their kind, length and bytes. */
const plain: Readonly<Record<number, Field>> = {
  [SACK_PERMITTED]: o.sackPermitted,
  [SCPS]: o.scps,
  [SNACK]: o.snack,
  [SCPS_RECORD]: o.scpsRecord,
  [SCPS_CORRUPTION]: o.scpsCorruption,
  [RIVERBED_PROBE]: o.riverbedProbe,
  [RIVERBED_TRANSPARENCY]: o.riverbedTransparency,
};

/**
 * Reads the options of a TCP header. All are always read, for their faults and for what they say; fields are noted where
 * they are wanted. Reused for every segment: what the options said is in the fields.
 */
export class OptionReader {
  /** Window scale, or -1. */
  shift = -1;
  /** Maximum segment size, or 0. */
  largest = 0;
  /** Bytes that the first SACK blocks cover. */
  selected = 0;
  /** A Fast Open cookie is there. */
  cookie = false;
  accurateEcn = false;
  private c!: Cursor;
  private flags = 0;
  /** What sequence numbers are shown relative to. */
  private base = 0;
  private ack = 0;
  private relative = true;

  /**
   * Reads up to `end` and leaves the cursor there.
   *
   * @param header position of the header's first byte
   * @param flags of the header
   * @param ack acknowledgment number as it is in the header
   * @param base what the peer's sequence numbers are shown relative to
   */
  read(c: Cursor, header: number, end: number, flags: number, ack: number, base: number, relative: boolean): void {
    this.shift = -1;
    this.largest = 0;
    this.selected = 0;
    this.cookie = this.accurateEcn = false;
    const start = c.pos;
    // What nearly every segment of a modern connection has: NOP, NOP, timestamps.
    if (!c.noting && end - start === 12 && c.end >= end && c.peek32(start) === 0x0101080a && !(flags & SYN)) {
      c.pos = end;
      return;
    }
    this.c = c;
    this.flags = flags;
    this.ack = ack;
    this.base = base;
    this.relative = relative;
    const heading = c.at(o.options, start, Math.max(0, Math.min(end, c.end) - start), 0);
    const text = heading < 0 ? '' : `Options: (${end - start} bytes)`;
    c.label(heading, text);
    c.nest();
    const outer = c.scope(end - start);
    const names: string[] | undefined = heading < 0 ? undefined : [text];
    this.list(header, names);
    if (names) c.label(heading, names.join(', '));
    c.leave(outer);
    c.unnest();
    if (end > c.end) c.short(end - c.pos);
    c.pos = end;
  }

  private list(header: number, names: string[] | undefined): void {
    const { c } = this;
    let nops = 0;
    let mss = false;
    while (c.pos < c.limit) {
      if (c.available < 1) c.short(1);
      const kind = c.peek8(c.pos);
      if (kind === NOP) {
        nops = nops === 0 || (c.pos - header) % 4 !== 0 ? nops + 1 : 0;
        if (nops === 4)
          c.expert(WARN, 'Protocol', '4 NOP in a row - a router may have removed some options', n.fourNops);
        this.single(o.nop, names, kind);
      } else if (kind === END) {
        this.single(o.end, names, kind);
        if (this.rest() !== 0) break;
      } else {
        if (kind === MSS) mss = true;
        if (!this.option(kind)) return;
        names?.push(optionNames[kind] ?? `Unknown (0x${kind.toString(16).padStart(2, '0')})`);
      }
    }
    if (this.flags & SYN && !mss) {
      c.expert(NOTE, 'Protocol', 'The SYN packet does not contain a MSS option', n.mssAbsent);
    }
  }

  private single(field: Field, names: string[] | undefined, kind: number): void {
    const { c } = this;
    c.at(field, c.pos, 1, 0);
    c.nest();
    c.u8(o.kind);
    c.unnest();
    names?.push(optionNames[kind]);
  }

  /** Behind the end of the list only zeros may follow, and each is one more end. Returns 1 when the list is done. */
  private rest(): number {
    const { c } = this;
    if (c.pos >= c.end || c.peek8(c.pos) === END) return 0;
    c.expert(ERROR, 'Protocol', 'Non-zero header padding', n.afterEnd);
    return 1;
  }

  /** Reads an option with a length. False when the list cannot be read on. */
  private option(kind: number): boolean {
    const { c } = this;
    const at = c.pos;
    const room = c.limit - at;
    if (room < 2) return this.broken(kind, 'length byte past end of options');
    if (c.available < 2) c.short(2);
    const length = c.peek8(at + 1);
    const bytes = length === 1 ? 'byte' : 'bytes';
    if (length < 2) return this.broken(kind, c.noting ? `with too-short option length = ${length} ${bytes}` : '');
    if (length > room) {
      return this.broken(
        kind,
        c.noting ? `option length = ${length} ${bytes} says option goes past end of options` : '',
      );
    }
    if (length > c.available) c.short(length);
    const outer = c.scope(length);
    this.body(kind, length, at);
    c.leave(outer);
    c.pos = at + length;
    return true;
  }

  private broken(kind: number, reason: string): boolean {
    const { c } = this;
    const text = c.noting
      ? `${optionNames[kind] ?? `Unknown (0x${kind.toString(16).padStart(2, '0')})`} (${reason})`
      : '';
    c.expert(NOTE, 'Sequence', text, n.optionLength);
    return false;
  }

  private body(kind: number, length: number, at: number): void {
    switch (kind) {
      case MSS:
        this.maximumSegmentSize(length, at);
        break;
      case SCALE:
        this.windowScale(length, at);
        break;
      case SACK:
        this.selected += readSelectiveAck(this.c, length, at, this.ack, this.base, this.relative);
        break;
      case TIMESTAMPS:
        this.timestamps(length, at);
        break;
      case ECHO:
        this.word(o.echo, o.echoValue, length, at);
        break;
      case ECHO_REPLY:
        this.word(o.echoReply, o.echoValue, length, at);
        break;
      case CC:
        this.word(o.cc, o.ccValue, length, at);
        break;
      case CC_NEW:
        this.word(o.ccNew, o.ccValue, length, at);
        break;
      case CC_ECHO:
        this.word(o.ccEcho, o.ccValue, length, at);
        break;
      case MD5:
        beginOption(this.c, o.md5, length, at);
        if (checkLength(this.c, length, 18)) this.c.take(o.md5Digest, 16);
        this.c.unnest();
        break;
      case QUICK_START:
        beginOption(this.c, o.quickStart, length, at);
        if (checkLength(this.c, length, 8)) {
          this.c.u8(o.quickStartRate);
          this.c.u8(o.quickStartTtl);
        }
        this.c.unnest();
        break;
      case USER_TIMEOUT:
        beginOption(this.c, o.userTimeout, length, at);
        if (checkLength(this.c, length, 4)) this.c.bits(o.userTimeoutValue, this.c.u16(o.userTimeoutUnit));
        this.c.unnest();
        break;
      case AO:
        this.authentication(length, at);
        break;
      case MULTIPATH:
        readMultipath(this.c, length);
        break;
      case FAST_OPEN:
        if (readFastOpen(this.c, this.flags, length, at)) this.cookie = true;
        break;
      case ACCURATE_ECN_0:
      case ACCURATE_ECN_1:
        if (readAccurateEcn(this.c, kind === ACCURATE_ECN_0 ? 0 : 1, length, at)) this.accurateEcn = true;
        break;
      case EXPERIMENT_1:
      case EXPERIMENT_2:
        this.experiment(readExperiment(this.c, this.flags, length, at));
        break;
      case SACK_PERMITTED:
      case SCPS_RECORD:
      case SCPS_CORRUPTION:
        beginOption(this.c, plain[kind], length, at);
        checkLength(this.c, length, 2);
        this.c.unnest();
        break;
      default: {
        beginOption(this.c, plain[kind] ?? o.unknown, length, at);
        if (length > 2) this.c.take(o.unknownPayload, length - 2);
        this.c.unnest();
        break;
      }
    }
  }

  /** Notes what an experimental option said. */
  private experiment(said: number): void {
    if (said === SAID_COOKIE) this.cookie = true;
    if (said === SAID_COUNTERS) this.accurateEcn = true;
  }

  private maximumSegmentSize(length: number, at: number): void {
    const { c } = this;
    const entry = c.at(o.mss, at, length, 0);
    c.nest();
    if (!(this.flags & SYN)) {
      c.expert(WARN, 'Protocol', 'The non-SYN packet does contain a MSS option', n.mssPresent);
    }
    c.u8(o.kind);
    c.u8(o.length);
    if (checkLength(this.c, length, 4)) {
      const size = c.u16(o.mssValue);
      this.largest = size;
      if (c.labels(entry)) c.label(entry, `${o.mss.title}: ${size} bytes`);
    }
    this.c.unnest();
  }

  private windowScale(length: number, at: number): void {
    const { c } = this;
    const entry = beginOption(this.c, o.scale, length, at);
    if (checkLength(this.c, length, 3)) {
      const count = c.u8(o.scaleShift);
      this.shift = Math.min(count, MAX_SHIFT);
      if (count > MAX_SHIFT) {
        c.nest();
        c.expert(WARN, 'Protocol', 'Window scale shift exceeds 14', n.scaleInvalid);
        c.unnest();
      }
      c.generated(o.scaleMultiplier, 1 << this.shift);
      if (c.labels(entry)) c.label(entry, `${o.scale.title}: ${count} (multiply by ${1 << this.shift})`);
    }
    this.c.unnest();
  }

  private word(heading: Field, value: Field, length: number, at: number): void {
    const { c } = this;
    const entry = beginOption(this.c, heading, length, at);
    if (checkLength(this.c, length, 6)) {
      const number = c.u32(value);
      if (entry >= 0 && value === o.echoValue) c.label(entry, `${heading.title}: ${number}`);
    }
    this.c.unnest();
  }

  private timestamps(length: number, at: number): void {
    const { c } = this;
    const entry = beginOption(this.c, o.timestamps, length, at);
    if (checkLength(this.c, length, 10)) {
      const value = c.u32(o.timestampValue);
      const echo = c.u32(o.timestampEcho);
      if (c.labels(entry)) c.label(entry, `${o.timestamps.title}: TSval ${value}, TSecr ${echo}`);
    }
    this.c.unnest();
  }

  private authentication(length: number, at: number): void {
    const { c } = this;
    beginOption(this.c, o.ao, length, at);
    if (length < 4) {
      lengthFault(c, 'option length should be >= than 4');
    } else {
      c.u8(o.aoKey);
      c.u8(o.aoNextKey);
      if (length > 4) c.take(o.aoMac, length - 4);
    }
    this.c.unnest();
  }
}
