import type { MenuCommand } from '../../contract/menu.ts';
import { showPage } from '../pages/pages-state.ts';
import { type StatisticsTab, useStatistics } from './statistics-state.ts';

const show = (tab: StatisticsTab) => (): void => {
  useStatistics.setState({ tab });
  showPage('statistics');
};

/** What the menu does to the statistics. */
export const statisticsCommands: Readonly<Partial<Record<MenuCommand, () => void>>> = {
  'statistics.hierarchy': show('hierarchy'),
  'statistics.conversations': show('conversations'),
  'statistics.endpoints': show('endpoints'),
};
