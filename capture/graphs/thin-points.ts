/** Points of a graph in order of x, with the frame each stands for. */
export interface Points {
  readonly x: number[];
  readonly y: number[];
  readonly frames: number[];
}

export function noPoints(): Points {
  return { x: [], y: [], frames: [] };
}

export function addPoint(points: Points, x: number, y: number, frame: number): void {
  points.x.push(x);
  points.y.push(y);
  points.frames.push(frame);
}

/**
 * At most twice `most` points: of each of `most` stretches of x those with the smallest and the largest y, so that no
 * outlier vanishes. Fewer points are left as they are.
 */
export function thinned(points: Points, most: number): Points {
  const { x, y, frames } = points;
  if (x.length <= 2 * most) return points;
  const out = noPoints();
  const first = x[0];
  const width = (x[x.length - 1] - first) / most || 1;
  let at = 0;
  for (let stretch = 0; stretch < most && at < x.length; stretch++) {
    const end = stretch === most - 1 ? Number.POSITIVE_INFINITY : first + (stretch + 1) * width;
    let low = at;
    let high = at;
    const begin = at;
    for (; at < x.length && x[at] < end; at++) {
      if (y[at] < y[low]) low = at;
      if (y[at] > y[high]) high = at;
    }
    if (at === begin) continue;
    for (const index of low < high ? [low, high] : low > high ? [high, low] : [low]) {
      addPoint(out, x[index], y[index], frames[index]);
    }
  }
  return out;
}
