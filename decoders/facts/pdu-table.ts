import { ByteLog } from './byte-log.ts';
import { Int32Column, Uint8Column, Uint32Column } from './columns.ts';

/** States of a message that spans several segments. */
export const WAITING = 0; // bytes are missing, or did not come at all
export const COMPLETE_PDU = 1;
export const TOO_LONG = 2; // longer than what is put together
export const DROPPED = 3; // given up for want of memory

/**
 * Messages of TCP streams that span several segments, in the order in which they began. A message within one segment has
 * no row.
 *
 * | column | content |
 * |---|---|
 * | start, end | sequence numbers, signed 32-bit: of the first byte, and behind the last as far as it is known |
 * | state | WAITING, COMPLETE_PDU, TOO_LONG or DROPPED |
 * | firstFrame, lastFrame | where it begins, and where it became complete, else 0 |
 * | earlier | the row of the flow's message before, plus 1, or 0 |
 * | length, pieces | bytes and number of pieces, once complete |
 *
 * The pieces of a complete message are kept in a log, in the order of the message.
 */
export class PduTable {
  count = 0;
  readonly start = new Int32Column();
  readonly end = new Int32Column();
  readonly state = new Uint8Column();
  readonly firstFrame = new Uint32Column();
  readonly lastFrame = new Uint32Column();
  readonly earlier = new Uint32Column();
  readonly length = new Uint32Column();
  readonly pieces = new Uint32Column();
  private readonly firstPiece = new Uint32Column();
  private readonly log = new ByteLog();
  /** Bytes of pieces that were no part of a frame as it was captured, such as those from reassembled IP fragments. */
  private readonly kept: Uint8Array[] = [];
  /** Bytes in `kept`. */
  keptBytes = 0;

  // The piece read last
  pieceFrame = 0;
  pieceOffset = 0;
  pieceLength = 0;
  /** The bytes when the piece is not in the frame; `pieceOffset` is then 0. */
  pieceBytes: Uint8Array | undefined;

  begin(start: number, frame: number, earlier: number): number {
    const row = this.count++;
    this.start.set(row, start);
    this.firstFrame.set(row, frame);
    this.earlier.set(row, earlier);
    return row;
  }

  /** Marks a row complete; its pieces follow by {@link addPiece}. */
  complete(row: number, frame: number, length: number, pieces: number): void {
    this.state.set(row, COMPLETE_PDU);
    this.end.set(row, (this.start.get(row) + length) | 0);
    this.lastFrame.set(row, frame);
    this.length.set(row, length);
    this.pieces.set(row, pieces);
    this.firstPiece.set(row, this.log.length);
    this.pieceFrame = 0;
  }

  /** @param offset of the piece in the frame's captured bytes */
  addPiece(frame: number, offset: number, length: number, bytes?: Uint8Array): void {
    this.log.putSigned(frame - this.pieceFrame);
    this.pieceFrame = frame;
    this.log.put(bytes ? 2 * this.kept.length + 1 : 2 * offset);
    this.log.put(length);
    if (!bytes) return;
    this.kept.push(bytes);
    this.keptBytes += bytes.length;
  }

  /** Goes to the first piece of a complete message; {@link nextPiece} reads one after the other. */
  seekPieces(row: number): void {
    this.log.position = this.firstPiece.get(row);
    this.pieceFrame = 0;
  }

  nextPiece(): void {
    const { log } = this;
    this.pieceFrame += log.takeSigned();
    const where = log.take();
    this.pieceLength = log.take();
    this.pieceBytes = where & 1 ? this.kept[(where - 1) / 2] : undefined;
    this.pieceOffset = where & 1 ? 0 : where / 2;
  }

  get byteLength(): number {
    const { start, end, state, firstFrame, lastFrame, earlier, length, pieces, firstPiece, log } = this;
    const columns = [start, end, state, firstFrame, lastFrame, earlier, length, pieces, firstPiece, log];
    return columns.reduce((sum, column) => sum + column.byteLength, this.keptBytes);
  }
}
