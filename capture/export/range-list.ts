/** Frames from `first` to `last`, both included. */
export interface FrameRange {
  readonly first: number;
  readonly last: number;
}

export interface RangeListError {
  /** Part of the text that is wrong. */
  readonly start: number;
  readonly end: number;
  readonly sentence: string;
}

/**
 * Parses a list like `1-10,15,20-`: frame numbers and ranges, either end of which may be left out. Ranges may overlap,
 * stand in any order and be written backwards; the result is in order, without overlaps, and ends at `last`, the number
 * of frames there are.
 */
export function parseRangeList(text: string, last: number): readonly FrameRange[] | RangeListError {
  const ranges: FrameRange[] = [];
  let start = 0;
  for (const item of text.split(',')) {
    const parsed = parseItem(item, start, last);
    if ('sentence' in parsed) return parsed;
    if (parsed.first <= last) ranges.push({ first: parsed.first, last: Math.min(last, parsed.last) });
    start += item.length + 1;
  }
  return merge(ranges);
}

function parseItem(item: string, start: number, last: number): FrameRange | RangeListError {
  const wrong = (reason: string): RangeListError => ({
    start,
    end: start + item.length,
    sentence: `${reason}. Write frames as in 1-10,15,20-.`,
  });
  if (item.trim() === '') return wrong('A frame number or range is missing here');
  const match = /^\s*(\d*)\s*(-?)\s*(\d*)\s*$/.exec(item);
  if (match === null || (match[2] === '' && match[3] !== '')) {
    return wrong(`"${item.trim()}" is neither a frame number nor a range like 10-20`);
  }
  const [, from, dash, to] = match;
  if (from === '' && to === '') return wrong('A range needs a number on one side at least');
  if (/^0+$/.test(from) || /^0+$/.test(to)) return wrong('Frames are numbered from 1');
  const first = from === '' ? 1 : Number(from);
  const second = dash === '' ? first : to === '' ? Math.max(first, last) : Number(to);
  return { first: Math.min(first, second), last: Math.max(first, second) };
}

function merge(ranges: FrameRange[]): FrameRange[] {
  ranges.sort((a, b) => a.first - b.first);
  const merged: { first: number; last: number }[] = [];
  for (const range of ranges) {
    const previous = merged.at(-1);
    if (previous !== undefined && range.first <= previous.last + 1) previous.last = Math.max(previous.last, range.last);
    else merged.push({ ...range });
  }
  return merged;
}
