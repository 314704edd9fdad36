/** Milliseconds of work between two turns of the event loop. */
const SLICE = 6;
/** Runs that are sorted at once before runs are merged. */
const RUN = 1024;
/** Frames merged between two looks at the clock. */
const STEP = 8192;

/**
 * Sorts frame numbers by a comparison of frames, in slices that let other work run: runs first, then merges of runs.
 * Stable. Resolves with undefined when it was stopped.
 */
export async function sortFrames(
  frames: Uint32Array,
  compare: (a: number, b: number) => number,
  signal: { readonly aborted: boolean },
): Promise<Uint32Array | undefined> {
  let end = performance.now() + SLICE;
  const pause = async (): Promise<boolean> => {
    if (performance.now() < end) return false;
    await new Promise((resolve) => setImmediate(resolve));
    end = performance.now() + SLICE;
    return signal.aborted;
  };
  for (let from = 0; from < frames.length; from += RUN) {
    frames.subarray(from, from + RUN).sort(compare);
    if (await pause()) return undefined;
  }
  let source: Uint32Array = frames;
  let target: Uint32Array = new Uint32Array(frames.length);
  for (let width = RUN; width < frames.length; width *= 2) {
    for (let from = 0; from < frames.length; from += 2 * width) {
      const middle = Math.min(from + width, frames.length);
      const last = Math.min(from + 2 * width, frames.length);
      let a = from;
      let b = middle;
      for (let to = from; to < last; to++) {
        if (a < middle && (b >= last || compare(source[a], source[b]) <= 0)) target[to] = source[a++];
        else target[to] = source[b++];
        if ((to & (STEP - 1)) === 0 && (await pause())) return undefined;
      }
    }
    [source, target] = [target, source];
  }
  return source;
}
