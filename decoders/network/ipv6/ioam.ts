import type { Cursor } from '../../model/cursor.ts';
import { bool, type Field, type FieldSpec, octets, uint8, uint16, uint24 } from '../../model/field.ts';
import { ioamTypeNames } from './ipv6-names.ts';

const truth = ['True', 'False'] as const;

/** Fields of in-situ operations, administration and maintenance (RFC 9197, RFC 9486). */
export const ioamFields = {
  ioamReserved: uint8('opt.ioam.rsv', 'Reserved'),
  ioamType: uint8('opt.ioam.opt_type', 'Option-Type', { names: ioamTypeNames, rfc: 'RFC 9197 section 4' }),
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
  ioamTraceReserved: uint8('opt.ioam.trace.rsv', 'Reserved'),
  ioamFreeSpace: octets('opt.ioam.trace.free_space', 'Free space'),
  ioamNodeData: octets('opt.ioam.trace.node', 'Node data'),
} satisfies Record<string, FieldSpec>;

const PREALLOCATED_TRACE = 0;
const INCREMENTAL_TRACE = 1;

/** Reads an option behind its type and length; what the nodes added is shown as bytes of each. */
export function decodeIoam(c: Cursor, f: Readonly<Record<keyof typeof ioamFields, Field>>): void {
  c.u8(f.ioamReserved);
  const type = c.u8(f.ioamType);
  if (type !== PREALLOCATED_TRACE && type !== INCREMENTAL_TRACE) return;
  c.u16(f.ioamNamespace);
  if (c.available < 2) c.short(2);
  const word = c.peek16(c.pos);
  const node = (word >>> 11) * 4;
  const free = (word & 0x7f) * 4;
  if (c.noting) {
    c.at(f.ioamNodeLength, c.pos, 1, word >>> 11);
    c.at(f.ioamFlags, c.pos, 2, (word & 0x0780) >>> 7);
    c.nest();
    for (const field of [f.ioamOverflow, f.ioamLoopback, f.ioamActive, f.ioamFlagReserved]) {
      c.at(field, c.pos, 2, word & field.mask ? 1 : 0);
    }
    c.unnest();
    c.at(f.ioamRemaining, c.pos + 1, 1, word & 0x7f);
  }
  c.pos += 2;
  c.u24(f.ioamTraceType);
  c.u8(f.ioamTraceReserved);
  if (free > 0 && free <= c.remaining) c.take(f.ioamFreeSpace, free);
  while (node > 0 && c.remaining >= node) c.take(f.ioamNodeData, node);
}
