import { useApp } from '../state/app-state.ts';

/** Seconds from the first packet to the selected one, as its tree tells them; undefined for none. */
export function useSelectedTime(): number | undefined {
  return useApp(({ packet }) => {
    if (!packet) return undefined;
    const { tree } = packet;
    for (let node = 0; node < Math.min(tree.count, 64); node++) {
      if (tree.field(node) === 'frame.time_relative') return Number(tree.value(node));
    }
    return undefined;
  });
}
