import type { Cursor } from '../../model/cursor.ts';
import { ERROR } from '../../model/expert.ts';
import {
  bool,
  type Field,
  type FieldSpec,
  none,
  octets,
  uint8,
  uint16,
  uint24,
  uint32,
  uint64,
} from '../../model/field.ts';
import { noteFlags } from '../flag-word.ts';
import { ioamTypeNames } from './ipv6-names.ts';

const truth = ['True', 'False'] as const;
const typeBit = (bit: number, title: string): FieldSpec =>
  bool(`opt.ioam.trace.type.bit${bit}`, title, { mask: 0x800000 >>> bit, truth });

/** Fields of in-situ operations, administration and maintenance (RFC 9197, RFC 9486). */
export const ioamFields = {
  ioamReserved: uint8('opt.ioam.rsv', 'Reserved'),
  ioamType: uint8('opt.ioam.opt_type', 'Option-Type', { names: ioamTypeNames, rfc: 'RFC 9197 section 4' }),
  ioamTrace: none('opt.ioam.trace', 'Trace'),
  ioamNamespace: uint16('opt.ioam.trace.ns', 'Namespace ID'),
  ioamNodeLength: uint8('opt.ioam.trace.nodelen', 'Node Length', {
    help: 'What each node adds, in units of four bytes.',
  }),
  ioamFlags: uint16('opt.ioam.trace.flags', 'Flags', { base: 'hex', mask: 0x0780 }),
  ioamOverflow: bool('opt.ioam.trace.flag.o', 'Overflow', { mask: 0x0400, truth }),
  ioamLoopback: bool('opt.ioam.trace.flag.l', 'Loopback', { mask: 0x0200, truth }),
  ioamActive: bool('opt.ioam.trace.flag.a', 'Active', { mask: 0x0100, truth }),
  ioamFlagReserved: bool('opt.ioam.trace.flag.rsv', 'Reserved', { mask: 0x0080, truth }),
  ioamRemaining: uint8('opt.ioam.trace.remlen', 'Remaining Length'),
  ioamTraceType: uint24('opt.ioam.trace.type', 'Trace Type', { base: 'hex' }),
  ioamBit0: typeBit(0, 'Hop_Lim and Node ID (short)'),
  ioamBit1: typeBit(1, 'Ingress and Egress IDs (short)'),
  ioamBit2: typeBit(2, 'Timestamp seconds'),
  ioamBit3: typeBit(3, 'Timestamp fraction'),
  ioamBit4: typeBit(4, 'Transit delay'),
  ioamBit5: typeBit(5, 'IOAM-Namespace specific data (short)'),
  ioamBit6: typeBit(6, 'Queue depth'),
  ioamBit7: typeBit(7, 'Checksum complement'),
  ioamBit8: typeBit(8, 'Hop_Lim and Node ID (wide)'),
  ioamBit9: typeBit(9, 'Ingress and Egress IDs (wide)'),
  ioamBit10: typeBit(10, 'IOAM-Namespace specific data (wide)'),
  ioamBit11: typeBit(11, 'Buffer occupancy'),
  ioamUndefined: bool('opt.ioam.trace.type.undef', 'Undefined', { mask: 0x000ffc, truth }),
  ioamBit22: typeBit(22, 'Opaque State Snapshot'),
  ioamTypeReserved: bool('opt.ioam.trace.type.rsv', 'Reserved', { mask: 0x000001, truth }),
  ioamTraceReserved: uint8('opt.ioam.trace.rsv', 'Reserved'),
  ioamData: none('opt.ioam.trace.data', 'Trace Data'),
  ioamFreeSpace: octets('opt.ioam.trace.free_space', 'Free space'),
  ioamNode: none('opt.ioam.trace.node', 'Node'),
  ioamNodeHopLimit: uint8('opt.ioam.trace.node.hlim', 'Hop Limit'),
  ioamNodeId: uint24('opt.ioam.trace.node.id', 'ID', { base: 'hex' }),
  ioamNodeIngress: uint16('opt.ioam.trace.node.iif', 'Ingress ID', { base: 'hex' }),
  ioamNodeEgress: uint16('opt.ioam.trace.node.eif', 'Egress ID', { base: 'hex' }),
  ioamNodeSeconds: uint32('opt.ioam.trace.node.tss', 'Timestamp Seconds', { base: 'hex' }),
  ioamNodeFraction: uint32('opt.ioam.trace.node.tsf', 'Timestamp Fraction', { base: 'hex' }),
  ioamNodeDelay: uint32('opt.ioam.trace.node.trdelay', 'Transit Delay', { base: 'hex' }),
  ioamNodeData: uint32('opt.ioam.trace.node.nsdata', 'Namespace Data (short)', { base: 'hex' }),
  ioamNodeQueue: uint32('opt.ioam.trace.node.qdepth', 'Queue Depth', { base: 'hex' }),
  ioamNodeChecksum: uint32('opt.ioam.trace.node.csum', 'Checksum Complement', { base: 'hex' }),
  ioamNodeIdWide: octets('opt.ioam.trace.node.id_wide', 'ID'),
  ioamNodeIngressWide: uint32('opt.ioam.trace.node.iif_wide', 'Ingress ID', { base: 'hex' }),
  ioamNodeEgressWide: uint32('opt.ioam.trace.node.eif_wide', 'Egress ID', { base: 'hex' }),
  ioamNodeDataWide: uint64('opt.ioam.trace.node.nsdata_wide', 'Namespace Data (wide)', { base: 'hex' }),
  ioamNodeBuffer: uint32('opt.ioam.trace.node.bufoccup', 'Buffer Occupancy', { base: 'hex' }),
  ioamNodeUndefined: uint32('opt.ioam.trace.node.undefined', 'Undefined bit', { base: 'hex' }),
  ioamSnapshotLength: uint8('opt.ioam.trace.node.oss.len', 'Length'),
  ioamSnapshotSchema: uint24('opt.ioam.trace.node.oss.scid', 'Schema ID', { base: 'hex' }),
  ioamSnapshotData: octets('opt.ioam.trace.node.oss.data', 'Data'),
  ioamWrongNodeLength: none('opt.ioam.trace.invalid_nodelen', 'Invalid "NodeLen" value', { hidden: true }),
  ioamWrongRemaining: none('opt.ioam.trace.invalid_remlen', 'Invalid "RemLen" value', { hidden: true }),
  ioamWrongType: none('opt.ioam.trace.invalid_type', 'Mismatch between Trace Type and NodeLen', { hidden: true }),
} satisfies Record<string, FieldSpec>;

type IoamFields = Readonly<Record<keyof typeof ioamFields, Field>>;

const PREALLOCATED_TRACE = 0;
const INCREMENTAL_TRACE = 1;
const SNAPSHOT = 0x000002;

/** Reads an option behind its type and length. Proof of transit and edge-to-edge data are left to the caller. */
export function decodeIoam(c: Cursor, f: IoamFields): void {
  c.u8(f.ioamReserved);
  const type = c.u8(f.ioamType);
  if (type !== PREALLOCATED_TRACE && type !== INCREMENTAL_TRACE) return;
  const heading = c.open(f.ioamTrace);
  c.label(heading, ioamTypeNames[type]);
  c.u16(f.ioamNamespace);
  if (c.available < 2) c.short(2);
  const word = c.peek16(c.pos);
  const node = (word >>> 11) * 4;
  const free = (word & 0x7f) * 4;
  if (c.noting) noteLengths(c, f, word);
  c.pos += 2;
  const traceType = c.u24(f.ioamTraceType);
  noteFlags(c, f.ioamTraceType, traceType, 6, [
    f.ioamBit0,
    f.ioamBit1,
    f.ioamBit2,
    f.ioamBit3,
    f.ioamBit4,
    f.ioamBit5,
    f.ioamBit6,
    f.ioamBit7,
    f.ioamBit8,
    f.ioamBit9,
    f.ioamBit10,
    f.ioamBit11,
    f.ioamUndefined,
    f.ioamBit22,
    f.ioamTypeReserved,
  ]);
  c.u8(f.ioamTraceReserved);
  if (node === 0) c.expert(ERROR, 'Protocol', 'Invalid "NodeLen" value: cannot be 0', f.ioamWrongNodeLength);
  else if (free > c.remaining) c.expert(ERROR, 'Protocol', 'Invalid "RemLen" value', f.ioamWrongRemaining);
  else traceData(c, f, traceType, node, free);
  c.close(heading);
}

function noteLengths(c: Cursor, f: IoamFields, word: number): void {
  const at = c.pos;
  const length = (word >>> 11).toString(2).padStart(5, '0');
  c.label(
    c.at(f.ioamNodeLength, at, 1, word >>> 11),
    `${length.slice(0, 4)} ${length[4]}... = Node Length: ${word >>> 11}`,
  );
  const flags = [f.ioamOverflow, f.ioamLoopback, f.ioamActive, f.ioamFlagReserved];
  const bits = ((word >>> 7) & 15).toString(2).padStart(4, '0');
  const set = flags.filter((field) => word & field.mask).map((field) => `, ${field.title}`);
  c.label(
    c.at(f.ioamFlags, at, 2, (word & 0x0780) >>> 7),
    `.... .${bits.slice(0, 3)} ${bits[3]}... .... = Flags: 0x${((word >>> 7) & 15).toString(16)}${set.join('')}`,
  );
  c.nest();
  for (const field of flags) c.at(field, at, 2, word & field.mask ? 1 : 0);
  c.unnest();
  const left = (word & 0x7f).toString(2).padStart(7, '0');
  c.label(
    c.at(f.ioamRemaining, at + 1, 1, word & 0x7f),
    `.${left.slice(0, 3)} ${left.slice(3)} = Remaining Length: ${word & 0x7f}`,
  );
}

function traceData(c: Cursor, f: IoamFields, type: number, node: number, free: number): void {
  const heading = c.open(f.ioamData);
  if (free > 0) c.take(f.ioamFreeSpace, free);
  for (let number = 1; c.remaining >= node; number++) {
    const entry = c.open(f.ioamNode);
    c.label(entry, `Node ${number}`);
    const outer = c.scope(node);
    const fits = nodeData(c, f, type);
    c.pos = Math.min(c.limit, c.captured);
    c.leave(outer);
    if (fits && type & SNAPSHOT && c.remaining >= 4) snapshot(c, f);
    c.close(entry);
    if (!fits) {
      c.expert(ERROR, 'Protocol', 'Mismatch between Trace Type and NodeLen', f.ioamWrongType);
      break;
    }
  }
  c.close(heading);
}

/** Reads what a node added, as the bits of the trace type say. False when that has another length. */
function nodeData(c: Cursor, f: IoamFields, type: number): boolean {
  for (let bit = 0; bit < 22; bit++) {
    if (!(type & (0x800000 >>> bit))) continue;
    const wide = bit >= 8 && bit <= 10;
    if (c.remaining < (wide ? 8 : 4)) return false;
    nodeElement(c, f, bit);
  }
  return c.remaining === 0;
}

function nodeElement(c: Cursor, f: IoamFields, bit: number): void {
  switch (bit) {
    case 0:
      c.u8(f.ioamNodeHopLimit);
      c.u24(f.ioamNodeId);
      return;
    case 1:
      c.u16(f.ioamNodeIngress);
      c.u16(f.ioamNodeEgress);
      return;
    case 8:
      c.u8(f.ioamNodeHopLimit);
      c.take(f.ioamNodeIdWide, 7);
      return;
    case 9:
      c.u32(f.ioamNodeIngressWide);
      c.u32(f.ioamNodeEgressWide);
      return;
    case 10:
      c.u64(f.ioamNodeDataWide);
      return;
    default: {
      const plain = [f.ioamNodeSeconds, f.ioamNodeFraction, f.ioamNodeDelay, f.ioamNodeData, f.ioamNodeQueue];
      const field = plain[bit - 2] ?? (bit === 7 ? f.ioamNodeChecksum : bit === 11 ? f.ioamNodeBuffer : undefined);
      c.u32(field ?? f.ioamNodeUndefined);
    }
  }
}

function snapshot(c: Cursor, f: IoamFields): void {
  const words = c.u8(f.ioamSnapshotLength);
  c.u24(f.ioamSnapshotSchema);
  if (words > 0) c.take(f.ioamSnapshotData, words * 4);
}
