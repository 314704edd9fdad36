import type { Cursor } from '../../model/cursor.ts';
import { ERROR, NOTE, WARN } from '../../model/expert.ts';
import type { Field } from '../../model/field.ts';
import { a, n } from './fields.ts';
import { ACK, SYN } from './flag-bits.ts';
import { readMultipath } from './multipath.ts';
import { o } from './option-fields.ts';
import { experimentNames, optionNames } from './option-names.ts';

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

const FAST_OPEN_EXPERIMENT = 0xf989;
const ACCURATE_ECN_EXPERIMENT_0 = 0xacc0;
const ACCURATE_ECN_EXPERIMENT_1 = 0xacc1;
/** SACK blocks that are counted as delivered. */
const COUNTED_BLOCKS = 3;
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
  /** Bytes that the first SACK blocks cover. */
  selected = 0;
  /** A Fast Open cookie is there. */
  cookie = false;
  accurateEcn = false;
  multipath = false;
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
    this.selected = 0;
    this.cookie = this.accurateEcn = this.multipath = false;
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

  /** Notes an option's heading, kind and length; what follows are its children until {@link done}. */
  private begin(heading: Field, length: number, at: number): number {
    const { c } = this;
    const entry = c.at(heading, at, length, 0);
    c.nest();
    c.u8(o.kind);
    c.u8(o.length);
    return entry;
  }

  private done(): void {
    this.c.unnest();
  }

  /** True when the option has the length that its kind must have. */
  private checked(length: number, wanted: number): boolean {
    if (length === wanted) return true;
    const { c } = this;
    c.nest();
    c.expert(NOTE, 'Sequence', c.noting ? `option length should be ${wanted}` : '', n.optionLength);
    c.unnest();
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
        this.selective(length, at);
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
        this.begin(o.md5, length, at);
        if (this.checked(length, 18)) this.c.take(o.md5Digest, 16);
        this.done();
        break;
      case QUICK_START:
        this.begin(o.quickStart, length, at);
        if (this.checked(length, 8)) {
          this.c.u8(o.quickStartRate);
          this.c.u8(o.quickStartTtl);
        }
        this.done();
        break;
      case USER_TIMEOUT:
        this.begin(o.userTimeout, length, at);
        if (this.checked(length, 4)) this.c.bits(o.userTimeoutValue, this.c.u16(o.userTimeoutUnit));
        this.done();
        break;
      case AO:
        this.authentication(length, at);
        break;
      case MULTIPATH:
        this.multipath = true;
        readMultipath(this.c, length);
        break;
      case FAST_OPEN:
        this.begin(o.fastOpen, length, at);
        this.fastOpen(at, length, length - 2);
        this.done();
        break;
      case ACCURATE_ECN_0:
      case ACCURATE_ECN_1:
        this.accurate(kind === ACCURATE_ECN_0 ? 0 : 1, length, at);
        break;
      case EXPERIMENT_1:
      case EXPERIMENT_2:
        this.experiment(length, at);
        break;
      case SACK_PERMITTED:
      case SCPS_RECORD:
      case SCPS_CORRUPTION:
        this.begin(plain[kind], length, at);
        this.checked(length, 2);
        this.done();
        break;
      default: {
        this.begin(plain[kind] ?? o.unknown, length, at);
        if (length > 2) this.c.take(o.unknownPayload, length - 2);
        this.done();
        break;
      }
    }
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
    if (this.checked(length, 4)) {
      const size = c.u16(o.mssValue);
      if (entry >= 0) c.label(entry, `${o.mss.title}: ${size} bytes`);
    }
    this.done();
  }

  private windowScale(length: number, at: number): void {
    const { c } = this;
    const entry = this.begin(o.scale, length, at);
    if (this.checked(length, 3)) {
      const count = c.u8(o.scaleShift);
      this.shift = Math.min(count, MAX_SHIFT);
      if (count > MAX_SHIFT) {
        c.nest();
        c.expert(WARN, 'Protocol', 'Window scale shift exceeds 14', n.scaleInvalid);
        c.unnest();
      }
      c.generated(o.scaleMultiplier, 1 << this.shift);
      if (entry >= 0) c.label(entry, `${o.scale.title}: ${count} (multiply by ${1 << this.shift})`);
    }
    this.done();
  }

  private word(heading: Field, value: Field, length: number, at: number): void {
    const { c } = this;
    const entry = this.begin(heading, length, at);
    if (this.checked(length, 6)) {
      const number = c.u32(value);
      if (entry >= 0 && value === o.echoValue) c.label(entry, `${heading.title}: ${number}`);
    }
    this.done();
  }

  private timestamps(length: number, at: number): void {
    const { c } = this;
    const entry = this.begin(o.timestamps, length, at);
    if (this.checked(length, 10)) {
      const value = c.u32(o.timestampValue);
      const echo = c.u32(o.timestampEcho);
      if (entry >= 0) c.label(entry, `${o.timestamps.title}: TSval ${value}, TSecr ${echo}`);
    }
    this.done();
  }

  private authentication(length: number, at: number): void {
    const { c } = this;
    this.begin(o.ao, length, at);
    if (length < 4) {
      c.nest();
      c.expert(NOTE, 'Sequence', 'option length should be >= than 4', n.optionLength);
      c.unnest();
    } else {
      c.u8(o.aoKey);
      c.u8(o.aoNextKey);
      if (length > 4) c.take(o.aoMac, length - 4);
    }
    this.done();
  }

  /** @param length of the cookie, which may be empty: a request */
  private fastOpen(at: number, whole: number, length: number): void {
    const { c } = this;
    if (length === 0) {
      c.at(o.fastOpenRequest, at, whole, 0);
      return;
    }
    c.take(o.fastOpenCookie, length);
    if ((this.flags & (SYN | ACK)) !== SYN) return;
    this.cookie = true;
    c.nest();
    c.expert(NOTE, 'Sequence', 'TCP SYN with TFO Cookie', a.fastOpenSyn);
    c.unnest();
  }

  /** The counters of Accurate ECN, three bytes each, in one of two orders; the last ones may be left out. */
  private accurate(order: number, length: number, at: number): void {
    const entry = this.begin(o.accurateEcn, length, at);
    if (length > 11 || length % 3 !== 2) this.counterLength(length, '2, 5, 8, or 11');
    else this.counters(entry, o.accurateEcn.title, order);
    this.done();
  }

  private counterLength(length: number, lengths: string): void {
    const { c } = this;
    const text = c.noting ? `option length should be ${lengths} instead of ${length}` : '';
    c.nest();
    c.expert(NOTE, 'Sequence', text, n.optionLength);
    c.unnest();
  }

  private counters(entry: number, title: string, order: number): void {
    const { c } = this;
    this.accurateEcn = true;
    if (entry >= 0) c.tape.value[entry] = c.remaining === 0 ? 1 : 0;
    let text = '';
    for (let i = 0; c.remaining >= 3; i++) {
      const ect0 = i !== 1 && (i === 0) === (order === 0);
      const value = c.u24(i === 1 ? o.ce : ect0 ? o.ect0 : o.ect1);
      if (entry >= 0)
        text += `${i === 0 ? ` (Order ${order}): ` : ', '}${i === 1 ? 'ECEB' : ect0 ? 'EE0B' : 'EE1B'} ${value}`;
    }
    if (entry >= 0) c.label(entry, `${title}${text}`);
  }

  private experiment(length: number, at: number): void {
    const { c } = this;
    const entry = this.begin(o.experimental, length, at);
    if (length < 4) {
      c.nest();
      c.expert(NOTE, 'Sequence', c.noting ? `option length ${length} smaller than 4` : '', n.optionLength);
      c.unnest();
      this.done();
      return;
    }
    const id = c.u16(o.experiment);
    if (entry >= 0) c.label(entry, `${o.experimental.title}: ${experimentNames[id] ?? 'Unknown'}`);
    if (id === FAST_OPEN_EXPERIMENT) this.fastOpen(at + 2, length - 2, length - 4);
    else if (id === ACCURATE_ECN_EXPERIMENT_0 || id === ACCURATE_ECN_EXPERIMENT_1) {
      if (length > 13 || length % 3 !== 1) this.counterLength(length, '4, 7, 10, or 13');
      else this.counters(-1, '', id - ACCURATE_ECN_EXPERIMENT_0);
    } else if (length > 4) c.take(o.experimentData, length - 4);
    this.done();
  }

  private selective(length: number, at: number): void {
    const { c } = this;
    const entry = this.begin(o.sack, length, at);
    const first = c.pos;
    let blocks = 0;
    let text = '';
    for (; c.remaining >= 8; blocks++) {
      const left = (c.peek32(c.pos) - this.base) >>> 0;
      const right = (c.peek32(c.pos + 4) - this.base) >>> 0;
      this.edge(o.sackLeft, 'left edge', left);
      this.edge(o.sackRight, 'right edge', right);
      if (blocks < COUNTED_BLOCKS) this.selected = (this.selected + right - left) >>> 0;
      if (entry >= 0) text += ` ${left}-${right}`;
    }
    if (entry >= 0) c.label(entry, `${o.sack.title}${text}`);
    if (c.remaining > 0) {
      if (c.remaining >= 4) this.edge(o.sackLeft, 'left edge', (c.peek32(c.pos) - this.base) >>> 0);
      c.expert(ERROR, 'Malformed', 'suboption would go past end of option', n.suboption);
    }
    c.generated(o.sackCount, blocks);
    if (this.isDuplicate(first, blocks)) this.duplicate(first, blocks);
    this.done();
  }

  private edge(field: Field, name: string, value: number): void {
    const { c } = this;
    const entry = c.at(field, c.pos, 4, value);
    c.pos += 4;
    if (entry >= 0) c.label(entry, `${name} = ${value}${this.relative ? ' (relative)' : ''}`);
  }

  /** The first block reports a duplicate when it is acknowledged already, or lies within the second (RFC 2883 section 4). */
  private isDuplicate(first: number, blocks: number): boolean {
    const { c } = this;
    if (blocks === 0) return ((0 - (this.ack - this.base)) | 0) <= 0;
    const right = c.peek32(first + 4) | 0;
    if (((right - this.ack) | 0) <= 0) return true;
    if (blocks < 2) return false;
    return ((c.peek32(first + 8) - right) | 0) < 0 && ((c.peek32(first + 12) - right) | 0) >= 0;
  }

  private duplicate(first: number, blocks: number): void {
    const { c } = this;
    if (blocks === 0) c.short(8);
    const back = c.pos;
    c.pos = first;
    const left = (c.peek32(first) - this.base) >>> 0;
    const right = (c.peek32(first + 4) - this.base) >>> 0;
    const behind = this.relative ? ' (relative)' : '';
    const entry = c.generated(o.duplicateLeft, left);
    if (entry >= 0) c.label(entry, `D-SACK Left Edge = ${left}${behind}`);
    const other = c.generated(o.duplicateRight, right);
    if (other >= 0) c.label(other, `D-SACK Right Edge = ${right}${behind}`);
    c.expert(WARN, 'Sequence', 'D-SACK Sequence', n.duplicateSack);
    c.pos = back;
  }
}
