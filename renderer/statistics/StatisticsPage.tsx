import { PageHeader } from '../pages/PageHeader.tsx';
import { PaneTabs } from '../panes/PaneTabs.tsx';
import { useApp } from '../state/app-state.ts';
import { CountTree } from './CountTree.tsx';
import { Hierarchy } from './Hierarchy.tsx';
import './statistics.css';
import { type StatisticsTab, statisticsTabs, useStatistics } from './statistics-state.ts';
import { Traffic } from './Traffic.tsx';

const tabs = Object.entries(statisticsTabs).map(([id, title]) => ({ id, title }));

/** Which protocols the capture is made of, who talks to whom, and what they say. */
export default function StatisticsPage() {
  const { tab, displayed } = useStatistics();
  const view = useApp((s) => s.view);
  return (
    <div className="statistics">
      <PageHeader title="Statistics">
        <PaneTabs
          label="Statistics"
          tabs={tabs}
          selected={tab}
          select={(id) => useStatistics.setState({ tab: id as StatisticsTab })}
          panel="statistics-panel"
        />
        <label className="statistics-displayed">
          <input
            type="checkbox"
            checked={displayed}
            onChange={(event) => useStatistics.setState({ displayed: event.target.checked })}
          />
          Displayed packets only
        </label>
      </PageHeader>
      <div id="statistics-panel" className="statistics-panel" role="tabpanel">
        {view === null ? (
          <p className="panes-empty">Open a capture to see what it is made of.</p>
        ) : tab === 'hierarchy' ? (
          <Hierarchy view={view.view} />
        ) : tab === 'counts' ? (
          <CountTree view={view.view} />
        ) : (
          <Traffic key={tab} view={view.view} kind={tab} />
        )}
      </div>
    </div>
  );
}
