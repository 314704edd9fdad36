/**
 * Columns that grow without moving: chunks of 65,536 rows in shared buffers, so that a scan can read them from another
 * thread. Reading beyond what was written gives 0. One class for each element type: a shared one would make every access
 * in the index pass polymorphic (measured: five times slower).
 */
const SHIFT = 16;
const ROWS = 1 << SHIFT;
const LOW = ROWS - 1;

export class Uint8Column {
  readonly chunks: Uint8Array[] = [];

  get(row: number): number {
    const chunk = this.chunks[row >>> SHIFT];
    return chunk === undefined ? 0 : chunk[row & LOW];
  }

  set(row: number, value: number): void {
    const index = row >>> SHIFT;
    if (index >= this.chunks.length) this.chunk(index);
    this.chunks[index][row & LOW] = value;
  }

  /** The chunk of rows from `index * 65,536` on, made when it is missing. */
  chunk(index: number): Uint8Array {
    while (this.chunks.length <= index) this.chunks.push(new Uint8Array(new SharedArrayBuffer(ROWS * 1)));
    return this.chunks[index];
  }

  get byteLength(): number {
    return this.chunks.length * ROWS * 1;
  }
}

export class Uint16Column {
  readonly chunks: Uint16Array[] = [];

  get(row: number): number {
    const chunk = this.chunks[row >>> SHIFT];
    return chunk === undefined ? 0 : chunk[row & LOW];
  }

  set(row: number, value: number): void {
    const index = row >>> SHIFT;
    if (index >= this.chunks.length) this.chunk(index);
    this.chunks[index][row & LOW] = value;
  }

  /** The chunk of rows from `index * 65,536` on, made when it is missing. */
  chunk(index: number): Uint16Array {
    while (this.chunks.length <= index) this.chunks.push(new Uint16Array(new SharedArrayBuffer(ROWS * 2)));
    return this.chunks[index];
  }

  get byteLength(): number {
    return this.chunks.length * ROWS * 2;
  }
}

export class Uint32Column {
  readonly chunks: Uint32Array[] = [];

  get(row: number): number {
    const chunk = this.chunks[row >>> SHIFT];
    return chunk === undefined ? 0 : chunk[row & LOW];
  }

  set(row: number, value: number): void {
    const index = row >>> SHIFT;
    if (index >= this.chunks.length) this.chunk(index);
    this.chunks[index][row & LOW] = value;
  }

  /** The chunk of rows from `index * 65,536` on, made when it is missing. */
  chunk(index: number): Uint32Array {
    while (this.chunks.length <= index) this.chunks.push(new Uint32Array(new SharedArrayBuffer(ROWS * 4)));
    return this.chunks[index];
  }

  get byteLength(): number {
    return this.chunks.length * ROWS * 4;
  }
}

export class Int32Column {
  readonly chunks: Int32Array[] = [];

  get(row: number): number {
    const chunk = this.chunks[row >>> SHIFT];
    return chunk === undefined ? 0 : chunk[row & LOW];
  }

  set(row: number, value: number): void {
    const index = row >>> SHIFT;
    if (index >= this.chunks.length) this.chunk(index);
    this.chunks[index][row & LOW] = value;
  }

  /** The chunk of rows from `index * 65,536` on, made when it is missing. */
  chunk(index: number): Int32Array {
    while (this.chunks.length <= index) this.chunks.push(new Int32Array(new SharedArrayBuffer(ROWS * 4)));
    return this.chunks[index];
  }

  get byteLength(): number {
    return this.chunks.length * ROWS * 4;
  }
}

export class Float64Column {
  readonly chunks: Float64Array[] = [];

  get(row: number): number {
    const chunk = this.chunks[row >>> SHIFT];
    return chunk === undefined ? 0 : chunk[row & LOW];
  }

  set(row: number, value: number): void {
    const index = row >>> SHIFT;
    if (index >= this.chunks.length) this.chunk(index);
    this.chunks[index][row & LOW] = value;
  }

  /** The chunk of rows from `index * 65,536` on, made when it is missing. */
  chunk(index: number): Float64Array {
    while (this.chunks.length <= index) this.chunks.push(new Float64Array(new SharedArrayBuffer(ROWS * 8)));
    return this.chunks[index];
  }

  get byteLength(): number {
    return this.chunks.length * ROWS * 8;
  }
}
