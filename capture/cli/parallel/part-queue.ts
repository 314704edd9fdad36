interface Piece {
  readonly bytes: Uint8Array;
  readonly written: (() => void) | undefined;
}

interface WaitingPart {
  readonly pieces: Piece[];
  ended: boolean;
}

/** Writes what is printed of the parts of a capture in their order; what comes before its turn waits. */
export class PartQueue {
  private readonly write: (bytes: Uint8Array) => void;
  private readonly between: Uint8Array | undefined;
  private readonly waiting = new Map<number, WaitingPart>();
  /** The part whose turn it is. */
  private turn = 0;
  /** The part whose turn it is has been written to. */
  private begun = false;
  private reached: { readonly part: number; readonly resolve: () => void } | undefined;
  /** Something was written. */
  any = false;

  /** @param between stands between two parts, where they print anything */
  constructor(write: (bytes: Uint8Array) => void, between = '') {
    this.write = write;
    this.between = between === '' ? undefined : Buffer.from(between, 'utf8');
  }

  /** Parts of which everything was written. */
  get complete(): number {
    return this.turn;
  }

  /** It is this part's turn: {@link add} writes at once. */
  isNext(part: number): boolean {
    return part === this.turn;
  }

  /** Takes the next bytes of a part, which must not change until they are written, then calls `written`. */
  add(part: number, bytes: Uint8Array, written?: () => void): void {
    if (part === this.turn) this.put({ bytes, written });
    else this.at(part).pieces.push({ bytes, written });
  }

  /** All of a part has been added. */
  end(part: number): void {
    if (part !== this.turn) {
      this.at(part).ended = true;
      return;
    }
    let ended = true;
    while (ended) {
      this.begun = false;
      this.turn++;
      const next = this.waiting.get(this.turn);
      this.waiting.delete(this.turn);
      for (const piece of next?.pieces ?? []) this.put(piece);
      ended = next?.ended ?? false;
    }
    if (this.reached && this.turn >= this.reached.part) this.reached.resolve();
  }

  /** Resolves when it is the part's turn. For one caller at a time. */
  until(part: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.turn >= part) resolve();
      else this.reached = { part, resolve };
    });
  }

  private put({ bytes, written }: Piece): void {
    if (!this.begun && this.any && this.between) this.write(this.between);
    this.begun = this.any = true;
    this.write(bytes);
    written?.();
  }

  private at(part: number): WaitingPart {
    let found = this.waiting.get(part);
    if (found === undefined) {
      found = { pieces: [], ended: false };
      this.waiting.set(part, found);
    }
    return found;
  }
}
