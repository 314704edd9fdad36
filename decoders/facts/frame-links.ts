import { Float64Column, Uint32Column } from './columns.ts';

/**
 * Links between two frames, such as a request and its response, kept by frame number: a transaction id that is used
 * again later cannot change what an earlier frame shows.
 *
 * Example: query in frame 3, answer in frame 8, 12 ms later: `add(3)` gives link 0, `answer(0, 8, 0.012)`; then
 * `ofRequest(3) === 0`, `ofResponse(8) === 0`, `response.get(0) === 8`.
 */
export class FrameLinks {
  count = 0;
  readonly request = new Uint32Column();
  /** Frame number of the response, 0 while there is none. */
  readonly response = new Uint32Column();
  /** Seconds from request to response. */
  readonly delay = new Float64Column();
  private responses = 0;
  private readonly responseFrame = new Uint32Column();
  private readonly responseLink = new Uint32Column();

  /** Notes a request; frames must come in ascending order. */
  add(frame: number): number {
    this.request.set(this.count, frame);
    return this.count++;
  }

  /** Ties a response to a request; frames must come in ascending order. Only the first response is the request's. */
  answer(link: number, frame: number, delay: number): void {
    this.responseFrame.set(this.responses, frame);
    this.responseLink.set(this.responses++, link);
    if (this.response.get(link) !== 0) return;
    this.response.set(link, frame);
    this.delay.set(link, delay);
  }

  /** The first link whose request is in the frame, or -1. */
  ofRequest(frame: number): number {
    return lowerBound(this.request, this.count, frame);
  }

  /** The link that the frame answers, or -1. */
  ofResponse(frame: number): number {
    const at = lowerBound(this.responseFrame, this.responses, frame);
    return at < 0 ? -1 : this.responseLink.get(at);
  }
}

/** Index of the first row equal to `value` in an ascending column, or -1. */
export function lowerBound(column: Uint32Column, count: number, value: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (column.get(middle) < value) low = middle + 1;
    else high = middle;
  }
  return low < count && column.get(low) === value ? low : -1;
}
