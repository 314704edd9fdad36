import type { ByteSource } from './byte-source.ts';
import { Cursor } from './cursor.ts';
import {
  ERROR,
  type ExpertGroup,
  expertFields,
  groupValue,
  type NoteFields,
  type Severity,
  severityNames,
  severityValue,
} from './expert.ts';
import type { Field } from './field.ts';
import { aboveTransport } from './field-needs.ts';
import { type WantedLayers, wantedLayers } from './field-owners.ts';
import { LayerRows, MALFORMED_LAYER, MAX_LAYERS, TRUNCATED_LAYER } from './layer-rows.ts';
import { emptyMask, type Mask } from './mask.ts';
import { Packet } from './packet.ts';
import type { Protocol } from './protocol.ts';
import type { Registry } from './registry.ts';
import type { Session } from './session.ts';
import { DecodeSignal } from './signal.ts';
import { WaitingLayers } from './waiting-layers.ts';

const MAX_DEPTH = 128;
/** Longest frame whose positions fit in the layer rows; a broken file can claim more. */
const MAX_LENGTH = 0x3fff_ffff;
const MAX_SOURCES = 64;

const UNMADE: ByteSource = { name: '', bytes: new Uint8Array(0), start: 0, end: 0, onDemand: true };

/** What the capture file says of a frame. */
export interface FrameRecord {
  /** From 1. */
  number: number;
  seconds: number;
  nanoseconds: number;
  capturedLength: number;
  originalLength: number;
  linkType: number;
  interfaceId: number;
}

/**
 * Takes one frame through all its layers: owns the loop, the limits on depth, layers and sources, and all errors. Reused
 * for every frame; nothing is allocated for a frame whose fields are not wanted.
 *
 * ```
 * dissection.learning = true;                       // frame order: writes the session's state
 * dissection.decode(record, bytes, start, mask);
 * dissection.layers, dissection.packet, dissection.cursor.tape
 * ```
 */
export class Dissection {
  readonly registry: Registry;
  readonly session: Session;
  readonly cursor: Cursor;
  readonly layers = new LayerRows();
  readonly packet = new Packet();
  /** Registers of a packet that is quoted in an error message. */
  readonly quotedPacket = new Packet();
  /** True in the one pass in frame order that writes what later passes only read. */
  learning = false;
  /** False in passes that need neither connections nor the layers above them, see field-needs.ts. */
  connections = true;
  record!: FrameRecord;
  readonly sources: ByteSource[] = [];
  /** True while a packet is followed that is only quoted, see {@link Cursor.quote}. */
  quoting = false;
  /** Set while decoding a layer within a quoted packet. */
  quoted = false;
  /** True above a fragment that is decoded by itself: lengths and checksums of upper layers speak of bytes not there. */
  fragmented = false;

  /** Set when the frame quotes a packet. */
  private quotes = false;
  private readonly waiting = new WaitingLayers();
  private readonly frameSource = { name: 'Frame', bytes: UNMADE.bytes, start: 0, end: 0 };
  private most = MAX_LAYERS;
  private headerEnd = -1;
  private aboutStart = 0;
  private aboutLength = 0;
  private mask: Mask = emptyMask();
  private wanted: WantedLayers;

  constructor(registry: Registry, session: Session) {
    this.registry = registry;
    this.session = session;
    this.wanted = wantedLayers(this.mask, registry);
    this.cursor = new Cursor(this);
  }

  /**
   * @param start index of the frame's first byte in `bytes`
   * @param most layers that are decoded; those above are left out, see field-reach.ts
   */
  decode(record: FrameRecord, bytes: Uint8Array, start: number, mask: Mask, most = MAX_LAYERS): void {
    this.record = record;
    this.most = most;
    if (mask !== this.mask) {
      this.mask = mask;
      this.wanted = wantedLayers(mask, this.registry);
    }
    this.packet.reset();
    if (this.quotes) this.quotedPacket.reset();
    this.layers.clear();
    if (this.sources.length !== 0) this.sources.length = 0;
    const c = this.cursor;
    c.tape.clear();
    c.mask = mask.bytes;
    c.bytes = bytes;
    c.base = start;
    c.source = 0;
    if (mask.any) this.addFrameSource(bytes, start);
    this.quoted = this.quoting = this.fragmented = this.quotes = false;
    this.waiting.clear();
    const captured = start + record.capturedLength;
    this.waiting.push(
      this.registry.frame.id,
      start,
      start + Math.min(record.originalLength, MAX_LENGTH),
      captured,
      0,
      0,
      0,
      0,
    );
    while (this.waiting.count > 0) this.layer();
    if (this.wanted.late || this.layers.trails()) this.afterwards();
  }

  /**
   * Called by the cursor: `length` bytes at `start` of the current source follow, of `protocol` or unknown.
   *
   * @param joined see {@link LayerRows.joined}
   */
  follow(protocol: Protocol | undefined, start: number, length: number, joined = false): void {
    const c = this.cursor;
    if (this.headerEnd < 0) this.headerEnd = start;
    let limit = start + length;
    if (limit > c.limit) limit = c.limit;
    if (limit <= start && (protocol === undefined || start >= c.captured)) return;
    const id = (protocol ?? this.registry.data).id;
    this.wait(id, start, limit, c.captured, c.source, this.layers.depth(c.layer) + 1, joined ? 1 : 0);
  }

  /**
   * Adds a byte source and lets `protocol` follow in it: reassembled or decoded data. Returns its index, or -1 when the
   * frame has too many sources.
   */
  followSource(protocol: Protocol | undefined, name: string, bytes: Uint8Array, start = 0, end = bytes.length): number {
    const index = this.addSource(name, bytes, start, end);
    if (index < 0) return -1;
    if (this.headerEnd < 0) this.headerEnd = this.cursor.pos;
    this.wait((protocol ?? this.registry.data).id, start, end, end, index, this.layers.depth(this.cursor.layer) + 1);
    return index;
  }

  /**
   * Adds a source for a leaf whose bytes this pass puts together only if it wants them: undefined where
   * {@link wantsLayer} and the caller's own fields do not ask for them. -1 when the frame has too many sources.
   */
  addOnDemand(name: string, bytes: Uint8Array | undefined): number {
    const index = this.addSource(name, bytes ?? UNMADE.bytes);
    if (index >= 0) this.sources[index] = bytes ? { name, bytes, start: 0, end: bytes.length, onDemand: true } : UNMADE;
    return index;
  }

  /** Lets `protocol` follow in all of a source added before. */
  followIn(protocol: Protocol | undefined, source: number): void {
    const { start, end } = this.sources[source];
    if (this.headerEnd < 0) this.headerEnd = this.cursor.pos;
    this.wait((protocol ?? this.registry.data).id, start, end, end, source, this.layers.depth(this.cursor.layer) + 1);
  }

  /** Nothing above the layer being decoded is decoded: only the layer's own fields matter. */
  get atTop(): boolean {
    return this.layers.count >= this.most || !this.connections;
  }

  /** Ends the header of the layer being decoded at the cursor, whatever follows. */
  endHeader(): void {
    if (this.headerEnd < 0) this.headerEnd = this.cursor.pos;
  }

  /** Called by the cursor, see {@link Cursor.about}. */
  about(start: number, length: number): void {
    this.aboutStart = start - this.cursor.base;
    this.aboutLength = length;
  }

  addSource(name: string, bytes: Uint8Array, start = 0, end = bytes.length): number {
    if (this.sources.length === 0) this.addFrameSource(this.cursor.bytes, this.cursor.base);
    if (this.sources.length >= MAX_SOURCES) return -1;
    this.sources.push({ name, bytes, start, end });
    return this.sources.length - 1;
  }

  /** Registers of the packet that the current layer belongs to: the frame's own, or those of the packet it quotes. */
  get registers(): Packet {
    return this.quoted ? this.quotedPacket : this.packet;
  }

  /** The protocol of the layer that carries this one. */
  carrier(layer: number): Protocol | undefined {
    const rows = this.layers;
    let at = layer - 1;
    while (at >= 0 && rows.depth(at) >= rows.depth(layer)) at--;
    return at < 0 ? undefined : this.registry.byIndex(rows.protocol(at));
  }

  /** How many layers of the same protocol stand before this one in the frame, those in quoted packets left out. */
  place(layer: number): number {
    const rows = this.layers;
    const protocol = rows.protocol(layer);
    let place = 0;
    for (let i = 0; i < layer; i++) if (rows.protocol(i) === protocol && !rows.quoted(i)) place++;
    return place;
  }

  private addFrameSource(bytes: Uint8Array, start: number): void {
    const { frameSource } = this;
    frameSource.bytes = bytes;
    frameSource.start = start;
    frameSource.end = start + this.record.capturedLength;
    this.sources.push(frameSource);
  }

  expert(severity: Severity, group: ExpertGroup, message: string, field?: Field, as: NoteFields = expertFields): void {
    if (severity > this.packet.severity) this.packet.severity = severity;
    const c = this.cursor;
    if (!c.noting) return;
    const entry = c.generated(as.expert, severity);
    c.label(entry, `Expert Info (${severityNames[severity]}/${group}): ${message}`);
    c.nest();
    if (field) c.generated(field, 0);
    c.label(c.generated(as.message, 0, message), message);
    c.generated(as.severity, severityValue(severity));
    c.generated(as.group, groupValue(group));
    c.unnest();
  }

  private wait(
    protocol: number,
    start: number,
    limit: number,
    captured: number,
    source: number,
    depth: number,
    joined = 0,
  ): void {
    this.waiting.push(protocol, start, limit, captured, source, depth, this.quoted || this.quoting ? 1 : 0, joined);
    if (this.aboutLength === 0) return;
    this.waiting.describe(this.aboutStart, this.aboutLength, this.cursor.source);
    this.aboutLength = 0;
  }

  /** Decodes the layer on top of the waiting ones. What it announces is decoded next, in the order given. */
  private layer(): void {
    const waiting = this.waiting;
    waiting.take();
    const others = waiting.count;
    const rows = this.layers;
    if (rows.count >= this.most) {
      waiting.clear();
      return;
    }
    const p = waiting.depth < MAX_DEPTH ? this.registry.byIndex(waiting.protocol) : this.registry.data;
    if (!this.connections && aboveTransport(p)) return;
    const c = this.cursor;
    if (waiting.source !== c.source) this.select(waiting.source);
    const start = waiting.start;
    const limit = waiting.limit;
    const captured = waiting.captured;
    this.quoted = waiting.quoted === 1;
    if (this.quoted) this.quotes = true;
    const index = rows.begin(p.id, start - c.base, waiting.source, waiting.depth, waiting.quoted, waiting.joined);
    if (waiting.aboutLength > 0) {
      rows.describe(index, waiting.aboutStart, waiting.aboutLength, waiting.aboutSource);
    }
    c.pos = start;
    c.captured = captured;
    c.limit = limit;
    c.end = Math.min(limit, captured);
    c.layer = index;
    c.depth = 1;
    this.headerEnd = -1;
    this.aboutLength = 0;
    c.noting = this.wantsLayer(p);
    if (p.leaf) {
      this.leaf(p, index);
      return;
    }
    const heading = c.wants(p.layer) ? c.tape.append(p.layer, start - c.base, 0, 0, 0, index, c.source, 0) : -1;
    try {
      p.decode(c);
    } catch (error) {
      this.failed(error, index);
      waiting.cut(others);
    }
    const headerEnd = this.headerEnd < 0 ? c.pos : this.headerEnd;
    rows.finish(index, headerEnd - c.base, c.limit - c.base);
    if (heading >= 0) c.tape.length[heading] = headerEnd - start;
    if (waiting.count > others + 1) waiting.settle(others);
  }

  /** Shows a leaf's bytes if they are wanted. Whatever they are, the layer is complete and raises nothing. */
  private leaf(p: Protocol, index: number): void {
    const c = this.cursor;
    const start = c.pos;
    const length = Math.max(0, c.end - start);
    this.layers.finish(index, start + length - c.base, c.limit - c.base);
    if (!c.noting) return;
    if (c.wants(p.layer)) c.tape.append(p.layer, start - c.base, length, 0, 0, index, c.source, 0);
    const { severity } = this.packet;
    try {
      p.decode(c);
    } catch (error) {
      c.depth = 1;
      if (!(error instanceof DecodeSignal)) this.session.decoderError(error, this.record.number);
      this.showFailure(!(error instanceof DecodeSignal) || error.state === 'malformed', this.fragmented);
    }
    this.packet.severity = severity;
  }

  /** The pass wants a field that layers of this protocol can note. */
  wantsLayer(protocol: Protocol): boolean {
    return this.wanted.protocols[protocol.id] === 1;
  }

  private select(source: number): void {
    const c = this.cursor;
    c.source = source;
    const s = this.sources[source];
    c.bytes = s.bytes;
    c.base = s.start;
  }

  private failed(error: unknown, index: number): void {
    const c = this.cursor;
    c.depth = 1;
    // A packet is cut short by whoever quotes it, and a fragment ends early: no fault of its layers.
    const beyond = error instanceof DecodeSignal && error.state === 'malformed';
    const malformed = beyond ? !this.quoted && !this.fragmented : !(error instanceof DecodeSignal);
    this.layers.mark(index, malformed ? MALFORMED_LAYER : TRUNCATED_LAYER);
    if (!(error instanceof DecodeSignal)) {
      this.session.decoderError(error, this.record.number);
      if (c.noting) c.generated(expertFields.error, 1);
    }
    if (malformed && this.packet.severity < ERROR) this.packet.severity = ERROR;
    if (c.noting) this.showFailure(malformed, beyond && this.fragmented);
  }

  private showFailure(malformed: boolean, fragment: boolean): void {
    const c = this.cursor;
    const { short, title } = this.registry.byIndex(this.layers.protocol(c.layer));
    const name = short || title;
    if (malformed) c.label(c.generated(expertFields.malformed, 1), `[Malformed Packet: ${name}]`);
    else if (fragment) c.label(c.generated(expertFields.unreassembled, 1), `[Unreassembled Packet: ${name}]`);
    else c.label(c.generated(expertFields.short, 1), `[Packet size limited during capture: ${name} truncated]`);
    if (c.pos < c.end) c.at(expertFields.undecoded, c.pos, c.end - c.pos, 0);
  }

  private afterwards(): void {
    const rows = this.layers;
    const c = this.cursor;
    c.noting = true;
    for (let i = rows.count - 1; i >= 0; i--) {
      const p = this.registry.byIndex(rows.protocol(i));
      if (!p.after) continue;
      c.layer = i;
      c.depth = 1;
      if (c.source !== rows.source(i)) this.select(rows.source(i));
      c.captured = this.sources[c.source]?.end ?? c.base + this.record.capturedLength;
      c.limit = c.base + rows.end(i);
      c.end = Math.min(c.limit, c.captured);
      c.pos = c.base + rows.headerEnd(i);
      try {
        p.after(c);
      } catch (error) {
        this.failed(error, i);
      }
    }
  }

  /** The frame's mask names this field. */
  wants(fieldId: number): boolean {
    return this.mask.bytes[fieldId] !== 0;
  }
}
