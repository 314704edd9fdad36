import { useState } from 'react';
import { Pane } from '../panes/Pane.tsx';
import { PaneTabs } from '../panes/PaneTabs.tsx';
import { useApp } from '../state/app-state.ts';
import { Encapsulation } from './Encapsulation.tsx';
import './osi.css';
import { OsiStack } from './OsiStack.tsx';

const tabs = [
  { id: 'stack', title: 'OSI Layers', help: 'What each of the seven layers did in this packet' },
  { id: 'encapsulation', title: 'Encapsulation', help: 'How headers and payloads stand in each other, to scale' },
];

/** The selected packet by OSI layer. */
export function Osi() {
  const packet = useApp((s) => s.packet);
  const [tab, setTab] = useState('stack');
  return (
    <Pane
      name="osi"
      tabs={<PaneTabs label="OSI view" tabs={tabs} selected={tab} select={setTab} panel="osi-panel" />}
      tools={packet && <span className="osi-frame">frame {packet.frame.toLocaleString('en')}</span>}
    >
      <div
        id="osi-panel"
        role="tabpanel"
        aria-label={tab === 'stack' ? 'OSI Layers' : 'Encapsulation'}
        className="osi-panel"
      >
        {!packet ? (
          <p className="panes-empty">Select a packet to see its layers.</p>
        ) : tab === 'stack' ? (
          <OsiStack packet={packet} />
        ) : (
          <Encapsulation packet={packet} />
        )}
      </div>
    </Pane>
  );
}
