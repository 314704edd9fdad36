const lockWord = 0;
const lockedCount = 1;
const unlockedCount = 2;

/** Memory for counters that all threads of one process share. */
export function makeSharedCounters(): SharedArrayBuffer {
  return new SharedArrayBuffer(16);
}

/**
 * Three counts of the same hits: one private to this process or thread, one in memory shared by the threads of the
 * process and guarded by a lock, one in shared memory without a lock, which loses hits when two threads count at once.
 */
export class HitCounter {
  readonly #shared: Int32Array;
  #own = 0;

  constructor(shared: SharedArrayBuffer) {
    this.#shared = new Int32Array(shared);
  }

  hit(times: number): { own: number; locked: number; unlocked: number } {
    const shared = this.#shared;
    for (let hit = 0; hit < times; hit++) {
      this.#own++;
      this.#lock();
      shared[lockedCount] = shared[lockedCount] + 1;
      this.#unlock();
      const before = shared[unlockedCount];
      shared[unlockedCount] = before + slowly(hit);
    }
    return { own: this.#own, locked: Atomics.load(shared, lockedCount), unlocked: Atomics.load(shared, unlockedCount) };
  }

  /** As pthread_mutex_lock: takes the lock word from 0 to 1, and sleeps while another thread has it. */
  #lock() {
    while (Atomics.compareExchange(this.#shared, lockWord, 0, 1) !== 0) {
      if (Atomics.wait(this.#shared, lockWord, 1, 1_000) === 'timed-out')
        throw new Error('the lock is held by a thread that does not give it back');
    }
  }

  #unlock() {
    Atomics.store(this.#shared, lockWord, 0);
    Atomics.notify(this.#shared, lockWord, 1);
  }
}

/** One, after a little work: the time between reading and writing in which another thread may count too. */
function slowly(seed: number): number {
  let value = seed;
  for (let turn = 0; turn < 20; turn++) value = (value * 1_103_515_245 + 12_345) & 0x7fffffff;
  return value >= 0 ? 1 : 0;
}
