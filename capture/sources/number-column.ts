/** A growing column of numbers: exact for whole numbers up to 2^53, so it holds file offsets. */
export class NumberColumn {
  length = 0;
  #values = new Float64Array(16);

  push(value: number): void {
    if (this.length === this.#values.length) {
      const grown = new Float64Array(this.length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.length++] = value;
  }

  at(index: number): number {
    return this.#values[index];
  }

  /** Position of the first value that is not below `value`, in a column that only rises. */
  firstNotBelow(value: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#values[middle] < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
