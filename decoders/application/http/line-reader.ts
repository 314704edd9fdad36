const CR = 13;
const LF = 10;

/** Finds lines that end in CR LF, LF or CR. */
export class LineReader {
  /** Index of the line's end without its terminator, and of the line that follows. */
  end = 0;
  next = 0;

  /**
   * Reads the line at `at`. False when none ends before `limit`; a CR that is the last byte does not end it, as an LF may
   * follow.
   */
  read(bytes: Uint8Array, at: number, limit: number): boolean {
    for (let i = at; i < limit; i++) {
      const byte = bytes[i];
      if (byte > CR) continue;
      if (byte === LF) {
        this.end = i;
        this.next = i + 1;
        return true;
      }
      if (byte === CR) {
        if (i + 1 === limit) return false;
        this.end = i;
        this.next = bytes[i + 1] === LF ? i + 2 : i + 1;
        return true;
      }
    }
    return false;
  }
}
