import type { BuiltInColumn } from '../../contract/messages/views.ts';
import type { Capture } from '../store/capture.ts';
import { ColumnCells } from './column-cells.ts';
import { scanFrames } from './frame-scan.ts';

/** Longest list that is sorted by texts: each row's text is held in memory meanwhile. */
export const MOST_TEXT_ROWS = 1_000_000;

type Compare = (a: number, b: number) => number;

/** Columns that the packet table sorts by without decoding a frame. */
const quick: Partial<Record<BuiltInColumn, (capture: Capture) => Compare>> = {
  number: () => (a, b) => a - b,
  time:
    ({ table: { seconds, nanoseconds } }) =>
    (a, b) =>
      seconds.get(a) - seconds.get(b) || nanoseconds.get(a) - nanoseconds.get(b),
  length:
    ({ table: { original } }) =>
    (a, b) =>
      original.get(a) - original.get(b),
  source: ({ table, session }) => addresses(session.addresses, table.source),
  destination: ({ table, session }) => addresses(session.addresses, table.destination),
  sourcePort:
    ({ table: { sourcePort } }) =>
    (a, b) =>
      sourcePort.get(a) - sourcePort.get(b),
  destinationPort:
    ({ table: { destinationPort } }) =>
    (a, b) =>
      destinationPort.get(a) - destinationPort.get(b),
  conversation:
    ({ table: { conversation } }) =>
    (a, b) =>
      conversation.get(a) - conversation.get(b),
  interface:
    ({ table, interfaces }) =>
    (a, b) =>
      order(interfaces[table.interface.get(a)]?.name ?? '', interfaces[table.interface.get(b)]?.name ?? ''),
  layers: ({ table, session, registry }) => {
    const names = new Map<number, string>();
    const nameOf = (frame: number): string => {
      const stack = table.stack.get(frame);
      let name = names.get(stack);
      if (name === undefined) {
        name = session.stacks
          .list(stack)
          .map((id) => registry.byIndex(id).name)
          .join(' ');
        names.set(stack, name);
      }
      return name;
    };
    return (a, b) => order(nameOf(a), nameOf(b));
  },
};

/** Whether sorting by a column has to make the text of every row. */
export function sortsByText(column: string): boolean {
  return !Object.hasOwn(quick, column);
}

/**
 * How two frames stand in the order of a column. Texts of columns that need them are made first, in slices; undefined
 * when that was stopped. Numbers sort as numbers, wherever both texts are.
 */
export async function comparison(
  capture: Capture,
  column: string,
  within: { has(frame: number): boolean } | null,
  signal: { readonly aborted: boolean },
): Promise<Compare | undefined> {
  if (Object.hasOwn(quick, column)) return quick[column as BuiltInColumn]!(capture);
  const cells = new ColumnCells(capture.registry, [column]);
  const texts: string[] = [];
  const numbers: number[] = [];
  const last = capture.table.count;
  const take = (frame: number): void => {
    const [text] = cells.of(capture, frame, 'r');
    texts[frame] = text;
    numbers[frame] = text === '' ? Number.NEGATIVE_INFINITY : Number(text);
  };
  const reached = await scanFrames(capture, take, { within, signal, slow: true, all: true });
  if (reached < last) return undefined;
  return (a, b) => {
    const x = numbers[a];
    const y = numbers[b];
    if (!Number.isNaN(x) && !Number.isNaN(y)) return x === y ? 0 : x - y;
    return order(texts[a], texts[b]);
  };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

interface Addresses {
  kind(id: number): number;
  word(id: number, index: number): number;
}

/** By kind, then by the address as a number. */
function addresses(table: Addresses, column: { get(frame: number): number }): Compare {
  return (a, b) => {
    const x = column.get(a);
    const y = column.get(b);
    if (x === y) return 0;
    let difference = table.kind(x) - table.kind(y);
    for (let word = 0; word < 4 && difference === 0; word++) {
      difference = (table.word(x, word) >>> 0) - (table.word(y, word) >>> 0);
    }
    return difference;
  };
}
