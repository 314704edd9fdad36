import type { MenuCommand } from '../../contract/menu.ts';
import { showPage } from '../pages/pages-state.ts';
import { type StatisticsTab, type TreeKind, useStatistics } from './statistics-state.ts';

const show = (tab: StatisticsTab) => (): void => {
  useStatistics.setState({ tab });
  showPage('statistics');
};

const showTree = (tree: TreeKind) => (): void => {
  useStatistics.setState({ tree });
  show('counts')();
};

/** What the menu does to the statistics. */
export const statisticsCommands: Readonly<Partial<Record<MenuCommand, () => void>>> = {
  'statistics.hierarchy': show('hierarchy'),
  'statistics.conversations': show('conversations'),
  'statistics.endpoints': show('endpoints'),
  'statistics.http-counter': showTree('http'),
  'statistics.http-requests': showTree('http_req'),
  'statistics.http-load': showTree('http_srv'),
  'statistics.dns': showTree('dns'),
};
