import { PageHeader } from '../pages/PageHeader.tsx';
import { PaneTabs } from '../panes/PaneTabs.tsx';
import { FlowGraph } from './FlowGraph.tsx';
import './graphs.css';
import { chooseGraph, type GraphTab, graphTabs, useGraphs } from './graphs-state.ts';
import { IoGraph } from './IoGraph.tsx';
import { LengthsGraph } from './LengthsGraph.tsx';
import { ResponseTimes } from './ResponseTimes.tsx';
import { TcpGraphs } from './TcpGraphs.tsx';

const tabs = Object.entries(graphTabs).map(([id, title]) => ({ id, title }));

/** Graphs of the capture: over time, of a TCP stream, of lengths, between addresses, of response times. */
export default function GraphsPage() {
  const tab = useGraphs((s) => s.tab);
  return (
    <div className="graphs">
      <PageHeader title="Graphs">
        <PaneTabs
          label="Graphs"
          tabs={tabs}
          selected={tab}
          select={(id) => chooseGraph({ tab: id as GraphTab })}
          panel="graphs-panel"
        />
      </PageHeader>
      <div id="graphs-panel" className="graphs-panel" role="tabpanel">
        {tab === 'io' && <IoGraph />}
        {tab === 'tcp' && <TcpGraphs />}
        {tab === 'lengths' && <LengthsGraph />}
        {tab === 'flow' && <FlowGraph />}
        {tab === 'responses' && <ResponseTimes />}
      </div>
    </div>
  );
}
