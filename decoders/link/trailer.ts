import { CHECKSUM_UNVERIFIED, checksumStatusNames } from '../model/checksum.ts';
import type { Cursor } from '../model/cursor.ts';
import { NOTE } from '../model/expert.ts';
import { type Field, fields, none, octets, uint8, uint32 } from '../model/field.ts';

/** Shortest Ethernet frame without its frame check sequence (IEEE 802.3 clause 4A.2.3.2.4). */
const MIN_FRAME = 60;
const FCS = 4;
const NOT_ZERO = "Didn't find padding of zeros, and an undecoded trailer exists. There may be padding of non-zeros.";

const f = fields('eth', {
  padding: octets('padding', 'Padding', { help: 'Fills a short frame up to the minimum of 60 bytes without FCS.' }),
  paddingBad: none('padding_bad', 'Padding identification may be inaccurate', { hidden: true }),
  fcs: uint32('fcs', 'Frame check sequence', {
    base: 'hex',
    help: 'CRC over the frame. Most capture files do not have it: the network card takes it off.',
  }),
  fcsStatus: uint8('fcs.status', 'FCS Status', { names: checksumStatusNames, base: 'name' }),
});

/**
 * Notes what stands behind the bytes that the layer above counts as its own: padding up to the shortest frame, a trailer,
 * and a frame check sequence. Called from `after` of the layer whose frame it is.
 *
 * @param field shows what is neither padding nor frame check sequence
 * @param fcsLength 0 without frame check sequence, 4 with, -1 where it must be guessed: a trailer of at least four bytes
 *   in a frame that needs no padding ends with one
 */
export function noteTrailer(c: Cursor, field: Field, fcsLength: number): void {
  const rows = c.frame.layers;
  const end = carriedEnd(c);
  if (end < 0 || end >= c.end) return;
  let at = end;
  let captured = c.end - end;
  let reported = c.limit - end;
  const frameLength = c.frame.record.originalLength;
  const needed = frameLength >= MIN_FRAME ? MIN_FRAME - (frameLength - reported) : 0;
  const padding = needed > 0 && needed <= captured && allZero(c, at, needed) ? needed : 0;
  if (padding > 0) {
    c.at(f.padding, at, padding, 0);
    at += padding;
    captured -= padding;
    reported -= padding;
  }
  const length = c.limit - c.base - rows.start(c.layer);
  const checked = fcsLength === FCS || (fcsLength < 0 && length >= MIN_FRAME + FCS && reported >= FCS);
  const trailer = checked ? Math.min(captured, reported - FCS) : captured;
  if (trailer > 0) {
    c.at(field, at, trailer, 0);
    if (needed > 0 && padding === 0) {
      c.nest();
      c.expert(NOTE, 'Protocol', NOT_ZERO, f.paddingBad);
      c.unnest();
    }
  }
  if (checked && captured - trailer >= FCS) {
    at += trailer;
    const fcs = c.peek32(at);
    c.label(c.at(f.fcs, at, FCS, fcs), `Frame check sequence: 0x${fcs.toString(16).padStart(8, '0')} [unverified]`);
    c.generated(f.fcsStatus, CHECKSUM_UNVERIFIED);
  }
}

/** Where what the layer carries ends, as a position; -1 when it carries nothing of its own source. */
function carriedEnd(c: Cursor): number {
  const rows = c.frame.layers;
  const { registry } = c.frame;
  let carried = c.layer + 1;
  // A stack of MPLS labels has no length: the packet behind it has.
  while (carried + 1 < rows.count && registry.byIndex(rows.protocol(carried)).name === 'mpls') carried++;
  if (carried >= rows.count || rows.source(carried) !== c.source) return -1;
  return c.base + rows.end(carried);
}

function allZero(c: Cursor, at: number, length: number): boolean {
  for (let i = at; i < at + length; i++) if (c.peek8(i) !== 0) return false;
  return true;
}
