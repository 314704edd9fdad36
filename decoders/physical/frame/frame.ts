import { etherTypes, linkTypes } from '../../dispatch/tables.ts';
import type { FrameRemarks, InterfaceFacts } from '../../model/capture-facts.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import type { Dissection } from '../../model/dissection.ts';
import { bool, duration, type Field, fields, int16, int32, text, time, uint32, uint64 } from '../../model/field.ts';
import { FieldGroup } from '../../model/field-group.ts';
import type { LayerView } from '../../model/layer-view.ts';
import { encapsulation, encapsulationNames } from './encapsulations.ts';
import { notePacketFlags, packetDirection, packetFlagFields } from './packet-flags.ts';

/** Link types above this are of records that are no packets: pcapng custom blocks, systemd journal entries. */
const LAST_LINK_TYPE = 0xffff;
/** Frames without a time stamp that are passed over when looking for the one captured before. */
const MOST_UNTIMED = 64;

const TRUTH = ['True', 'False'] as const;

const f = fields('frame', {
  comment: text('comment', 'Comment', { help: 'What somebody wrote about this frame; pcapng files keep it.' }),
  section: uint32('section_number', 'Section number', { help: 'A pcapng file can consist of several sections.' }),
  interfaceId: uint32('interface_id', 'Interface id', {
    help: "Number of the capture's interface within the section of the file.",
  }),
  interfaceName: text('interface_name', 'Interface name'),
  interfaceDescription: text('interface_description', 'Interface description'),
  queue: uint32('interface_queue', 'Interface queue', { help: 'Receive queue of the interface that delivered it.' }),
  packetId: uint64('packet_id', 'Packet id', {
    help: 'The same number in several frames: one packet seen at several interfaces.',
  }),
  verdict: text('verdict', 'Verdict', { help: 'Who decided to pass or drop the packet.' }),
  encapsulation: int16('encap_type', 'Encapsulation type', {
    names: encapsulationNames,
    help: "What the frame begins with, in Wireshark's numbers.",
  }),
  time: time('time', 'Arrival Time', { help: 'When the frame was captured, in the time zone of this computer.' }),
  shift: duration('offset_shift', 'Time shift for this packet', {
    help: 'By how much the time stamp was moved after the capture. Osiscope moves none.',
  }),
  epoch: duration('time_epoch', 'Epoch Time', { help: 'Seconds from 1 January 1970 UTC to the capture.' }),
  delta: duration('time_delta', 'Time delta from previous captured frame'),
  deltaDisplayed: duration('time_delta_displayed', 'Time delta from previous displayed frame', {
    help: 'As the delta from the previous captured frame, but frames that the display filter hides are passed over.',
  }),
  relative: duration('time_relative', 'Time since reference or first frame'),
  number: uint32('number', 'Frame Number'),
  length: uint32('len', 'Frame Length', { help: 'Length on the link, in bytes; usually without preamble and FCS.' }),
  captured: uint32('cap_len', 'Capture Length', {
    help: 'Bytes that were recorded: fewer than the length when a snap length cut the frame.',
  }),
  dropCount: uint64('drop_count', 'Drop Count', { help: 'Frames lost between this one and the one before it.' }),
  marked: bool('marked', 'Frame is marked', { truth: TRUTH, help: 'Marked by a person in the list.' }),
  ignored: bool('ignored', 'Frame is ignored', {
    truth: TRUTH,
    help: 'Taken out by a person: no filter and no statistic counts it.',
  }),
  direction: int32('p2p_dir', 'Point-to-Point Direction', { names: { 0: 'Sent', 1: 'Received' } }),
  protocols: text('protocols', 'Protocols in frame', { help: 'All layers of the frame, outermost first.' }),
});

const interfaceFields = [f.section, f.interfaceId, f.interfaceName, f.interfaceDescription];
const originGroup = new FieldGroup([
  f.comment,
  ...interfaceFields,
  f.queue,
  f.packetId,
  f.verdict,
  ...packetFlagFields,
]);
const timeGroup = new FieldGroup([f.time, f.shift, f.epoch, f.delta, f.deltaDisplayed, f.relative]);
const remarkGroup = new FieldGroup([f.dropCount, f.marked, f.ignored, f.direction]);

/** What the capture knows of a frame: when, where and how long. It is not on the wire. */
export const frame = protocol({
  name: 'frame',
  title: 'Frame',
  short: 'UNKNOWN',
  osi: 1,
  rule: 'what the capture tells of the medium: interface, time and length; signals are not captured',
  unit: 'bits',
  fields: f,
  decode(c) {
    const { record } = c.frame;
    if (c.noting) {
      if (c.wantsAny(originGroup)) noteOrigin(c);
      if (c.wants(f.encapsulation)) noteEncapsulation(c);
      if (record.nanoseconds >= 0 && c.wantsAny(timeGroup)) noteTimes(c);
      c.at(f.number, c.pos, 0, record.number);
      noteLength(c, f.length, record.originalLength);
      noteLength(c, f.captured, record.capturedLength);
      if (c.wantsAny(remarkGroup)) noteRemarks(c);
    }
    c.next(linkTypes, record.linkType);
  },
  lateFields: [f.protocols],
  after(c) {
    if (c.wants(f.protocols)) c.generated(f.protocols, 0, protocolList(c.frame));
  },
  heading(v) {
    const { record, session } = v.frame;
    const number = record.number;
    if (record.linkType > LAST_LINK_TYPE)
      return `Record ${number}: ${bytesAndBits(record.originalLength)}, not a packet`;
    const wire = `${bytes(record.originalLength)} on wire (${record.originalLength * 8} bits)`;
    const captured = `${bytes(record.capturedLength)} captured (${record.capturedLength * 8} bits)`;
    const direction = packetDirection(session.remarks?.(number)?.flags);
    return `Frame ${number}: ${wire}, ${captured}${place(session.interfaces[record.interfaceId])}${
      direction ? ` (${direction.toLowerCase()})` : ''
    }`;
  },
  column: (v) => (v.frame.record.linkType > LAST_LINK_TYPE ? 'PCAPNG' : 'UNKNOWN'),
  info(v) {
    const { record, registry } = v.frame;
    if (record.linkType > LAST_LINK_TYPE) return 'Record of the capture file that is not a packet';
    if (registry.lookup(linkTypes, record.linkType)) return '';
    const kind = v.num(f.encapsulation);
    const name = kind === 0 ? `Unknown, link type ${record.linkType}` : encapsulationNames[kind];
    return `WTAP_ENCAP = ${kind} (${name}): frames of this kind are not decoded`;
  },
  infoFields: [f.encapsulation],
  story,
});

/** What the file says of the frame, and of the interface that it came by. */
function noteOrigin(c: Cursor): void {
  const { record, session } = c.frame;
  const face = session.interfaces[record.interfaceId];
  const packet = record.linkType <= LAST_LINK_TYPE;
  const remarks = session.remarks?.(record.number);
  for (const comment of remarks?.comments ?? []) {
    c.at(f.comment, c.pos, 0, 0, comment);
  }
  if (face && (face.number >= 0 || !packet)) c.at(f.section, c.pos, 0, face.section + 1);
  if (face && packet && (face.number >= 0 || face.name !== '')) {
    const name = face.name || 'unknown';
    if (face.number >= 0) {
      const entry = c.at(f.interfaceId, c.pos, 0, face.number);
      if (c.labels(entry)) c.label(entry, `Interface id: ${face.number} (${name})`);
    }
    c.nest();
    c.at(f.interfaceName, c.pos, 0, 0, name);
    if (face.description !== '') c.at(f.interfaceDescription, c.pos, 0, 0, face.description);
    c.unnest();
  }
  if (remarks) noteOptions(c, remarks);
}

function noteEncapsulation(c: Cursor): void {
  const { linkType } = c.frame.record;
  if (linkType <= LAST_LINK_TYPE) c.at(f.encapsulation, c.pos, 0, encapsulation(linkType));
}

function noteTimes(c: Cursor): void {
  const { record, session } = c.frame;
  const { seconds, nanoseconds, number } = record;
  const now = sinceEpoch(seconds, nanoseconds);
  c.at(f.time, c.pos, 0, 0, now);
  c.generated(f.shift, 0, 0n);
  c.at(f.epoch, c.pos, 0, 0, now);
  if (c.wants(f.delta)) noteDelta(c, f.delta, now, number - 1);
  if (c.wants(f.deltaDisplayed)) noteDelta(c, f.deltaDisplayed, now, session.displayedBefore?.(number) ?? number - 1);
  c.generated(f.relative, 0, now - sinceEpoch(session.firstSeconds, session.firstNanoseconds));
}

/** Time since the frame `before`, or where it has no time stamp since one shortly before it; 0 where there is none. */
function noteDelta(c: Cursor, field: Field, now: bigint, before: number): void {
  const { times } = c.frame.session;
  if (!times) return;
  let at = before;
  while (at > 0 && before - at < MOST_UNTIMED && times.nanoseconds.get(at) < 0) at--;
  const known = at > 0 && times.nanoseconds.get(at) >= 0;
  c.generated(field, 0, known ? now - sinceEpoch(times.seconds.get(at), times.nanoseconds.get(at)) : 0n);
}

function noteLength(c: Cursor, field: Field, length: number): void {
  const entry = c.at(field, c.pos, 0, length);
  if (c.labels(entry)) c.label(entry, `${field.title}: ${bytesAndBits(length)}`);
}

function sinceEpoch(seconds: number, nanoseconds: number): bigint {
  return BigInt(seconds) * 1_000_000_000n + BigInt(Math.max(0, nanoseconds));
}

/** What the file and a person noted of the frame. */
function noteRemarks(c: Cursor): void {
  const { record, session } = c.frame;
  const remarks = session.remarks?.(record.number) ?? null;
  if (remarks !== null && remarks.dropCount !== null) {
    c.at(f.dropCount, c.pos, 0, Number(remarks.dropCount), remarks.dropCount);
  }
  c.generated(f.marked, session.edits?.marked.has(record.number) ? 1 : 0);
  c.generated(f.ignored, session.edits?.ignored.has(record.number) ? 1 : 0);
  const direction = packetDirection(remarks?.flags);
  if (direction) c.at(f.direction, c.pos, 0, direction === 'Inbound' ? 1 : 0);
}

/** Options of the frame in the file. */
function noteOptions(c: Cursor, remarks: FrameRemarks): void {
  if (remarks.queue !== null) c.at(f.queue, c.pos, 0, remarks.queue);
  if (remarks.flags !== null) notePacketFlags(c, remarks.flags);
  if (remarks.packetId !== null) c.at(f.packetId, c.pos, 0, Number(remarks.packetId), remarks.packetId);
  if (remarks.verdicts.length > 0) {
    const who = remarks.verdicts.map((v) => ['Hardware', 'eBPF_TC', 'eBPF_XDP'][v.kind] ?? `type ${v.kind}`);
    c.at(f.verdict, c.pos, 0, 0, who.join(', '));
  }
}

function bytes(length: number): string {
  return `${length} byte${length === 1 ? '' : 's'}`;
}

function bytesAndBits(length: number): string {
  return `${bytes(length)} (${length * 8} bits)`;
}

function place(face: InterfaceFacts | undefined): string {
  if (!face) return '';
  if (face.number >= 0) return ` on interface ${face.name || 'unknown'}, id ${face.number}`;
  return face.name ? ` on interface ${face.name}` : '';
}

function story(v: LayerView): string {
  const { record, session } = v.frame;
  if (record.linkType > LAST_LINK_TYPE)
    return 'A note that a program wrote into the capture file; nothing was on the wire.';
  const name = session.interfaces[record.interfaceId]?.name;
  const bits = `${record.originalLength * 8} bits`;
  const passed = name ? `${bits} passed interface ${name}` : `${bits} passed the interface`;
  return record.capturedLength < record.originalLength
    ? `${passed}; only the first ${bytes(record.capturedLength)} were recorded.`
    : `${passed} and were recorded whole; preamble and signals are not part of a capture.`;
}

/** Names of the layers, outermost first, joined by colons; an EtherType in front of a layer is named too. */
function protocolList(d: Dissection): string {
  const names: string[] = [];
  for (let i = 1; i < d.layers.count; i++) {
    if (!d.layers.joined(i)) names.push(d.registry.byIndex(d.layers.protocol(i)).name);
    if (d.layers.table(i) === etherTypes.index) names.push('ethertype');
  }
  return names.join(':');
}
