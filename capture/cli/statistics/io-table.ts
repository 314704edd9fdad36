import type { Output } from '../output.ts';
import type { IoCell, IoColumn } from './io-columns.ts';

/** Rows printed at most: a damaged time stamp can make a capture seem to last for centuries. */
const MOST_ROWS = 10_000_000;
const MILLION = 1_000_000;
/** Widest table whose filters are not wrapped. */
const WIDEST = 102;

/** Times in microseconds. */
export interface IoSpan {
  readonly duration: number;
  /** Infinity for the whole capture. */
  readonly interval: number;
  /** Decimals of the interval. */
  readonly precision: number;
}

/** Prints the table of `-z io,stat` in tshark's form. */
export function printIoTable(out: Output, columns: readonly IoColumn[], span: IoSpan): void {
  const whole = span.interval > span.duration;
  const wholeSeconds = Math.floor(span.duration / MILLION);
  let durationDigits = digits(wholeSeconds, 5);
  const precision = whole ? (durationDigits >= 2 ? 1 : durationDigits === 1 ? 3 : 6) : span.precision;
  const decimals = precision === 0 ? 0 : precision + 1;
  const intervalDigits = digits(Math.floor((whole ? span.duration : span.interval) / MILLION), 5);
  const least = whole ? 30 + durationDigits + decimals : 25 + Math.max(intervalDigits, durationDigits) + decimals;
  const unit = MILLION / 10 ** precision;
  let duration = span.duration;
  if (duration % unit > 5 * Math.floor(unit / 10)) {
    duration = Math.floor((duration + 5 * Math.floor(unit / 10)) / unit) * unit;
    durationDigits = digits(Math.floor(duration / MILLION), 5);
  }
  const interval = whole ? duration : span.interval;
  const timeWidth = Math.max(12, precision === 0 ? 2 * durationDigits + 8 : 2 * durationDigits + 2 * precision + 10);
  const shapes = columns.map((column) => shapeOf(column, interval));
  const rowWidth = timeWidth + shapes.reduce((sum, shape) => sum + shape.widths.reduce((n, w) => n + w + 3, 0), 0);
  let border = Math.max(least, timeWidth, rowWidth);
  const filterWidth = Math.max(...columns.map(({ text }) => (text === '' ? 26 : text.length + 11)));
  if (filterWidth > border && border < WIDEST) border = Math.min(WIDEST, filterWidth);
  if (border - rowWidth === 1) border++;

  const time = (value: number): string => {
    const seconds = String(Math.floor(value / MILLION)).padStart(durationDigits);
    return precision === 0
      ? seconds
      : `${seconds}.${String(Math.floor((value % MILLION) / unit)).padStart(precision, '0')}`;
  };
  // tshark reckons with five digits of seconds: longer ones push the line's end out.
  const line = (text: string, seconds = 0): void => {
    out.write(`${text.padEnd(border - 1 + Math.max(0, digits(seconds, 15) - 5))}|\n`);
  };
  const filler = rowWidth < border ? `${' '.repeat(border - rowWidth - 1)}|` : '';

  out.write(`\n${'='.repeat(border)}\n`);
  line('| IO Statistics');
  line('|');
  const shown =
    precision === 0
      ? `${String(wholeSeconds).padStart(durationDigits)}.${String(span.duration % MILLION).padStart(6)}`
      : time(duration);
  line(`| Duration: ${shown} secs`, duration / MILLION);
  line(`| Interval: ${time(interval)} secs`, interval / MILLION);
  line('|');
  columns.forEach(({ text }, at) => {
    const head = `${at === 0 ? '| Col' : '|    '}${String(at + 1).padStart(2)}: `;
    for (const [n, part] of wrapped(text === '' ? 'Frames and bytes' : text, border - 11).entries()) {
      line((n === 0 ? head : '|        ') + part);
    }
  });
  out.write(`|${'-'.repeat(border - 2)}|\n`);
  const numbers = shapes.map(({ widths }, at) => String(at + 1).padEnd(widths.reduce((n, w) => n + w + 3, 0) - 1));
  out.write(`|${' '.repeat(timeWidth - 2)}|${numbers.join('|')}|${filler}\n`);
  out.write(`${'| Interval'.padEnd(timeWidth - 1)}|${shapes.map(({ heads }) => heads).join('')}${filler}\n`);
  out.write(`|${'-'.repeat(rowWidth - 2)}|${filler}\n`);
  const rows = interval === 0 ? 0 : Math.ceil(duration / interval);
  for (let row = 0; row < Math.min(rows, MOST_ROWS); row++) {
    const last = row === rows - 1;
    const from = row * interval;
    const to = last ? duration : from + interval;
    const left = precision === 0 && durationDigits === 1 ? '|  ' : '| ';
    if (precision === 0 && last)
      out.write(`${left}${time(from)} <> ${'Dur'.padEnd(durationDigits >= 3 ? durationDigits + 1 : 3)}|`);
    else out.write(`${left}${time(from)} <> ${time(to)}${left.slice(1)}|`);
    for (const [at, { cells, last: end }] of columns.entries()) {
      out.write(shapes[at].cell(row <= end ? cells.get(row) : undefined, to - from));
    }
    out.write(`${filler}\n`);
  }
  if (rows > MOST_ROWS) out.write(`The other ${rows - MOST_ROWS} intervals are not listed.\n`);
  out.write(`${'='.repeat(border)}\n`);
}

interface Shape {
  readonly widths: readonly number[];
  readonly heads: string;
  /** @param span microseconds of the interval */
  cell(cell: IoCell | undefined, span: number): string;
}

function shapeOf({ calculation, kind, most, mostFrames }: IoColumn, interval: number): Shape {
  const frames = Math.max(6, digits(mostFrames, 15));
  const bytes = Math.max(5, digits(most, 15));
  const number = (value: number, width: number): string => ` ${String(value).padStart(width)} |`;
  switch (calculation) {
    case 'BOTH':
      return {
        widths: [frames, bytes],
        heads: centred('Frames', frames) + centred('Bytes', bytes),
        cell: (cell) => number(cell?.frames ?? 0, frames) + number(cell?.counter ?? 0, bytes),
      };
    case 'FRAMES':
      return {
        widths: [frames],
        heads: centred(calculation, frames),
        cell: (cell) => number(cell?.frames ?? 0, frames),
      };
    case 'BYTES':
    case 'COUNT':
      return { widths: [bytes], heads: centred(calculation, bytes), cell: (cell) => number(cell?.counter ?? 0, bytes) };
    default: {
      const mean = ({ counter, values }: IoCell): number =>
        calculation === 'AVG' ? counter / Math.max(1, values) : counter;
      if (kind === 'integer') {
        const width = Math.max(calculation.length, digits(most, 15));
        return {
          widths: [width],
          heads: centred(calculation, width),
          cell: (cell) => number(cell ? Math.trunc(mean(cell)) : 0, width),
        };
      }
      const whole = digits(
        kind === 'real' || calculation === 'AVG'
          ? most
          : calculation === 'LOAD'
            ? Math.floor(most / Math.max(1, interval))
            : Math.floor((most + 5e8) / 1e9),
        15,
      );
      const width = whole + 7;
      const text = (cell: IoCell, span: number): string => {
        if (kind === 'real') return mean(cell).toFixed(6).padStart(whole);
        const parts =
          calculation === 'LOAD' ? share(cell.counter, span) : Math.floor((Math.floor(mean(cell)) + 500) / 1000);
        return `${String(Math.floor(parts / MILLION)).padStart(whole)}.${String(parts % MILLION).padStart(6, '0')}`;
      };
      return {
        widths: [width],
        heads: centred(calculation, width),
        cell: (cell, span) => ` ${text(cell ?? { frames: 0, counter: 0, values: 0 }, span)} |`,
      };
    }
  }
}

/** Millionths of an interval that were waited. */
function share(counter: number, span: number): number {
  return span === 0 ? 0 : Number((BigInt(counter) * BigInt(MILLION)) / BigInt(span));
}

/** How many digits a number has, at most `most`. */
function digits(value: number, most: number): number {
  return Math.min(most, String(Math.floor(value)).length);
}

/** A heading in the middle of its column; tshark leaves out those of the widest columns. */
function centred(label: string, width: number): string {
  const left = Math.trunc((width - label.length) / 2) + 1;
  if (left >= 6) return '';
  const odd = (width - label.length) % 2 === 0 ? '' : ' ';
  return `${odd}${' '.repeat(left)}${label}${' '.repeat(left)}|`;
}

/** A filter in lines that are no longer than the table is wide, broken at spaces where there are some. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width - 1);
    lines.push(rest.slice(0, space > 0 ? space : width));
    rest = rest.slice(space > 0 ? space + 1 : width);
  }
  return [...lines, rest];
}
