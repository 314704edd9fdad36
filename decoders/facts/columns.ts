/**
 * Columns that grow in chunks of 65,536 rows in shared buffers, so that a scan can read them from another thread. Only the
 * first chunk begins small and moves until it is full: most captures are small, and each has some fifty columns. Reading
 * beyond what was written gives 0. One class for each element type: a shared one would make every access in the index pass
 * polymorphic (measured: five times slower).
 */
const SHIFT = 16;
const ROWS = 1 << SHIFT;
const LOW = ROWS - 1;
/** Rows of the first chunk when it is made, and by how much it grows. */
const FIRST = 1 << 11;
const GROWTH = 3;

/** Rows that a chunk is made with so that row `at` has room. */
function rowsFor(index: number, at: number): number {
  if (index > 0) return ROWS;
  let rows = FIRST;
  while (rows <= at) rows = Math.min(ROWS, rows << GROWTH);
  return rows;
}

export class Uint8Column {
  readonly chunks: Uint8Array[] = [];

  get(row: number): number {
    const chunk = this.chunks[row >>> SHIFT];
    const at = row & LOW;
    return chunk !== undefined && at < chunk.length ? chunk[at] : 0;
  }

  set(row: number, value: number): void {
    const at = row & LOW;
    let chunk = this.chunks[row >>> SHIFT];
    if (chunk === undefined || at >= chunk.length) chunk = this.chunk(row);
    chunk[at] = value;
  }

  /** The chunk of a row, with room for it. */
  chunk(row: number): Uint8Array {
    const index = row >>> SHIFT;
    const at = row & LOW;
    while (this.chunks.length <= index) this.chunks.push(new Uint8Array(0));
    const before = this.chunks[index];
    if (at < before.length) return before;
    const chunk = new Uint8Array(new SharedArrayBuffer(rowsFor(index, at) * 1));
    chunk.set(before);
    this.chunks[index] = chunk;
    return chunk;
  }

  get byteLength(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  }
}

export class Uint16Column {
  readonly chunks: Uint16Array[] = [];

  get(row: number): number {
    const chunk = this.chunks[row >>> SHIFT];
    const at = row & LOW;
    return chunk !== undefined && at < chunk.length ? chunk[at] : 0;
  }

  set(row: number, value: number): void {
    const at = row & LOW;
    let chunk = this.chunks[row >>> SHIFT];
    if (chunk === undefined || at >= chunk.length) chunk = this.chunk(row);
    chunk[at] = value;
  }

  /** The chunk of a row, with room for it. */
  chunk(row: number): Uint16Array {
    const index = row >>> SHIFT;
    const at = row & LOW;
    while (this.chunks.length <= index) this.chunks.push(new Uint16Array(0));
    const before = this.chunks[index];
    if (at < before.length) return before;
    const chunk = new Uint16Array(new SharedArrayBuffer(rowsFor(index, at) * 2));
    chunk.set(before);
    this.chunks[index] = chunk;
    return chunk;
  }

  get byteLength(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  }
}

export class Uint32Column {
  readonly chunks: Uint32Array[] = [];

  get(row: number): number {
    const chunk = this.chunks[row >>> SHIFT];
    const at = row & LOW;
    return chunk !== undefined && at < chunk.length ? chunk[at] : 0;
  }

  set(row: number, value: number): void {
    const at = row & LOW;
    let chunk = this.chunks[row >>> SHIFT];
    if (chunk === undefined || at >= chunk.length) chunk = this.chunk(row);
    chunk[at] = value;
  }

  /** The chunk of a row, with room for it. */
  chunk(row: number): Uint32Array {
    const index = row >>> SHIFT;
    const at = row & LOW;
    while (this.chunks.length <= index) this.chunks.push(new Uint32Array(0));
    const before = this.chunks[index];
    if (at < before.length) return before;
    const chunk = new Uint32Array(new SharedArrayBuffer(rowsFor(index, at) * 4));
    chunk.set(before);
    this.chunks[index] = chunk;
    return chunk;
  }

  get byteLength(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  }
}

export class Int32Column {
  readonly chunks: Int32Array[] = [];

  get(row: number): number {
    const chunk = this.chunks[row >>> SHIFT];
    const at = row & LOW;
    return chunk !== undefined && at < chunk.length ? chunk[at] : 0;
  }

  set(row: number, value: number): void {
    const at = row & LOW;
    let chunk = this.chunks[row >>> SHIFT];
    if (chunk === undefined || at >= chunk.length) chunk = this.chunk(row);
    chunk[at] = value;
  }

  /** The chunk of a row, with room for it. */
  chunk(row: number): Int32Array {
    const index = row >>> SHIFT;
    const at = row & LOW;
    while (this.chunks.length <= index) this.chunks.push(new Int32Array(0));
    const before = this.chunks[index];
    if (at < before.length) return before;
    const chunk = new Int32Array(new SharedArrayBuffer(rowsFor(index, at) * 4));
    chunk.set(before);
    this.chunks[index] = chunk;
    return chunk;
  }

  get byteLength(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  }
}

export class Float64Column {
  readonly chunks: Float64Array[] = [];

  get(row: number): number {
    const chunk = this.chunks[row >>> SHIFT];
    const at = row & LOW;
    return chunk !== undefined && at < chunk.length ? chunk[at] : 0;
  }

  set(row: number, value: number): void {
    const at = row & LOW;
    let chunk = this.chunks[row >>> SHIFT];
    if (chunk === undefined || at >= chunk.length) chunk = this.chunk(row);
    chunk[at] = value;
  }

  /** The chunk of a row, with room for it. */
  chunk(row: number): Float64Array {
    const index = row >>> SHIFT;
    const at = row & LOW;
    while (this.chunks.length <= index) this.chunks.push(new Float64Array(0));
    const before = this.chunks[index];
    if (at < before.length) return before;
    const chunk = new Float64Array(new SharedArrayBuffer(rowsFor(index, at) * 8));
    chunk.set(before);
    this.chunks[index] = chunk;
    return chunk;
  }

  get byteLength(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  }
}
