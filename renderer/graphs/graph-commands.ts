import type { MenuCommand } from '../../contract/menu.ts';
import { showPage } from '../pages/pages-state.ts';
import { chooseGraph, type GraphTab } from './graphs-state.ts';

const show = (tab: GraphTab) => (): void => {
  chooseGraph({ tab });
  showPage('graphs');
};

/** What the menu does to the graphs. */
export const graphCommands: Readonly<Partial<Record<MenuCommand, () => void>>> = {
  'statistics.io-graph': show('io'),
  'statistics.tcp-stream-graphs': show('tcp'),
  'statistics.packet-lengths': show('lengths'),
  'statistics.flow-graph': show('flow'),
  'statistics.response-times': show('responses'),
};
