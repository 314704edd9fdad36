import type { PduTable } from '../../facts/pdu-table.ts';
import type { Dissection } from '../../model/dissection.ts';

/** Puts a complete message together again from the frames it came in. Undefined when one of them cannot be read. */
export function reassemble(d: Dissection, pdus: PduTable, row: number): Uint8Array | undefined {
  const bytes = new Uint8Array(pdus.length.get(row));
  const count = pdus.pieces.get(row);
  let at = 0;
  pdus.seekPieces(row);
  for (let i = 0; i < count; i++) {
    pdus.nextPiece();
    const { pieceOffset: offset, pieceLength: length } = pdus;
    const from = pdus.pieceBytes ?? d.session.frames?.frameBytes(pdus.pieceFrame);
    if (!from || offset + length > from.length) return undefined;
    bytes.set(from.subarray(offset, offset + length), at);
    at += length;
  }
  return bytes;
}
