import { emptyMask } from '../../decoders/model/mask.ts';
import type { TreeStatistic } from './tree-statistic.ts';

/** Lower bounds of the ranges, as Wireshark's. */
const BOUNDS = [0, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120];

/** `plen,tree`: frames by their length on the wire. */
export const lengthTree: TreeStatistic = {
  name: 'plen',
  title: 'Packet Lengths',
  filter([, range]) {
    if (range === undefined) return 'frame';
    const [from, to] = range.split('-').map((text) => Number.parseInt(text, 10));
    return to === undefined ? `frame.len >= ${from}` : `frame.len >= ${from} && frame.len <= ${to}`;
  },
  begin(tree) {
    const all = tree.node(tree.root, 'Packet Lengths');
    const ranges = BOUNDS.map((from, at) => {
      const next = BOUNDS[at + 1];
      const node = tree.node(all, next === undefined ? `${from} and greater` : `${from}-${next - 1}`, false, at);
      node.averaged = true;
      return node;
    });
    const addLength = (length: number): void => {
      tree.average(all, length);
      tree.average(ranges[BOUNDS.findLastIndex((from) => length >= from)], length);
    };
    return { mask: emptyMask(), add: ({ record }) => addLength(record.originalLength), addLength };
  },
};
