import type { Cursor } from '../../model/cursor.ts';
import { bool, fields, uint32 } from '../../model/field.ts';

const WIDTH = 32;

const f = fields('frame', {
  flags: uint32('packet_flags', 'Packet flags', { base: 'hex' }),
  direction: uint32('packet_flags_direction', 'Direction', {
    base: 'hex',
    mask: 0x3,
    width: WIDTH,
    names: { 0: 'Unknown', 1: 'Inbound', 2: 'Outbound' },
  }),
  reception: uint32('packet_flags_reception_type', 'Reception type', {
    mask: 0x1c,
    width: WIDTH,
    names: { 0: 'Not specified', 1: 'Unicast', 2: 'Multicast', 3: 'Broadcast', 4: 'Promiscuous' },
  }),
  fcsLength: uint32('packet_flags_fcs_length', 'FCS length', { mask: 0x1e0, width: WIDTH }),
  reserved: uint32('packet_flags_reserved', 'Reserved', { mask: 0xfe00, width: WIDTH }),
  crc: bool('packet_flags_crc_error', 'CRC error', { mask: 0x0100_0000, width: WIDTH }),
  tooLong: bool('packet_flags_packet_too_error', 'Packet too long error', { mask: 0x0200_0000, width: WIDTH }),
  tooShort: bool('packet_flags_packet_too_short_error', 'Packet too short error', { mask: 0x0400_0000, width: WIDTH }),
  gap: bool('packet_flags_wrong_inter_frame_gap_error', 'Wrong interframe gap error', {
    mask: 0x0800_0000,
    width: WIDTH,
  }),
  unaligned: bool('packet_flags_unaligned_frame_error', 'Unaligned frame error', { mask: 0x1000_0000, width: WIDTH }),
  delimiter: bool('packet_flags_start_frame_delimiter_error', 'Start frame delimiter error', {
    mask: 0x2000_0000,
    width: WIDTH,
  }),
  preamble: bool('packet_flags_preamble_error', 'Preamble error', { mask: 0x4000_0000, width: WIDTH }),
  symbol: bool('packet_flags_symbol_error', 'Symbol error', { mask: 0x8000_0000, width: WIDTH }),
});

export const packetFlagFields = Object.values(f);
const bits = packetFlagFields.slice(1);

/** Link-layer facts that the capturing program noted (draft-ietf-opsawg-pcapng section 4.3.1). */
export function notePacketFlags(c: Cursor, flags: number): void {
  c.at(f.flags, c.pos, 0, flags);
  c.nest();
  for (const field of bits) c.at(field, c.pos, 0, (flags & field.mask) >>> field.shift);
  c.unnest();
}

/** Undefined when the flags do not tell. */
export function packetDirection(flags: number | null | undefined): 'Inbound' | 'Outbound' | undefined {
  if (flags === null || flags === undefined) return undefined;
  const direction = flags & 3;
  return direction === 1 ? 'Inbound' : direction === 2 ? 'Outbound' : undefined;
}
