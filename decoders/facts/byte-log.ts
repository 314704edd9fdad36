const SHIFT = 16;
const CHUNK = 1 << SHIFT;
const LOW = CHUNK - 1;

/**
 * A log of unsigned integers up to 2^53 in shared chunks that never move: groups of seven bits, the lowest first, 0x80 on
 * all but the last byte of a number. Example: 300 is `0xac 0x02`.
 */
export class ByteLog {
  length = 0;
  /** Position of the next byte to read. */
  position = 0;
  private readonly chunks: Uint8Array[] = [];
  /** The chunk being filled. */
  private filling: Uint8Array = new Uint8Array(0);

  put8(value: number): void {
    const at = this.length++ & LOW;
    if (at === 0) this.nextChunk();
    this.filling[at] = value;
  }

  put(value: number): void {
    if (value < 0x80) this.put8(value);
    else if (value < 0x4000) {
      this.put8((value & 0x7f) | 0x80);
      this.put8(value >>> 7);
    } else this.putLong(value);
  }

  private putLong(value: number): void {
    let rest = value;
    while (rest >= 0x8000_0000) {
      this.put8((rest % 128) | 0x80);
      rest = Math.floor(rest / 128);
    }
    while (rest >= 0x80) {
      this.put8((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.put8(rest);
  }

  private nextChunk(): void {
    this.filling = new Uint8Array(new SharedArrayBuffer(CHUNK));
    this.chunks.push(this.filling);
  }

  putSigned(value: number): void {
    this.put(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** Writes nanoseconds, which are whole microseconds in most captures: two low bits tell the unit and the sign. */
  putTime(nanoseconds: number): void {
    const sign = nanoseconds < 0 ? 2 : 0;
    const whole = Math.abs(nanoseconds);
    const micro = Math.floor(whole / 1000);
    this.put(micro * 1000 === whole ? micro * 4 + sign : whole * 4 + sign + 1);
  }

  take8(): number {
    const at = this.position++;
    return this.chunks[at >>> SHIFT][at & LOW];
  }

  take(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.take8();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
  }

  takeSigned(): number {
    const code = this.take();
    return code % 2 === 1 ? -(code + 1) / 2 : code / 2;
  }

  takeTime(): number {
    const code = this.take();
    const form = code % 4;
    const value = (code - form) / 4;
    const nanoseconds = form & 1 ? value : value * 1000;
    return form & 2 ? -nanoseconds : nanoseconds;
  }

  get byteLength(): number {
    return this.chunks.length * CHUNK;
  }
}
