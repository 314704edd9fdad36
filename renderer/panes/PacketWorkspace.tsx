import { type ReactNode, useState } from 'react';
import { Group, type Layout, Panel, Separator } from 'react-resizable-panels';
import { Bytes } from '../bytes/Bytes.tsx';
import { ContextMenu } from '../context-menu/ContextMenu.tsx';
import { DetailsPane } from '../details/DetailsPane.tsx';
import { Diagram } from '../diagram/Diagram.tsx';
import { Osi } from '../osi/Osi.tsx';
import { PacketList } from '../packet-list/PacketList.tsx';
import { PageArea } from '../pages/PageArea.tsx';
import { usePages } from '../pages/pages-state.ts';
import { Hint } from './Hint.tsx';
import { paneNames, resized, showPane, useLayout } from './layout-state.ts';
import { paneShares } from './pane-shares.ts';
import './panes.css';

/** The packet list above, and below it the selected packet or another page. */
export function PacketWorkspace() {
  const hidden = useLayout((s) => s.hidden);
  const page = usePages((s) => s.page);
  const large = usePages((s) => s.large && s.page !== 'packet');
  const below = page !== 'packet' || hidden.length < Object.keys(paneNames).length;
  return (
    <div className="packet-workspace">
      <Panes id="workspace" orientation="vertical" shown={page}>
        {!large && (
          <Panel id="list" minSize="90px" defaultSize="39%">
            <PacketList />
          </Panel>
        )}
        {below && !large && <Edge label="packet list" />}
        {below && (
          <Panel id="packet" minSize="120px">
            {page === 'packet' ? <PacketPanes /> : <PageArea />}
          </Panel>
        )}
      </Panes>
      {page === 'packet' && hidden.length > 0 && (
        <footer className="panes-hidden">
          Hidden:
          {hidden.map((name) => (
            <button key={name} type="button" className="panes-tool" onClick={() => showPane(name, true)}>
              {paneNames[name]}
            </button>
          ))}
        </footer>
      )}
      <Hint />
      <ContextMenu />
    </div>
  );
}

/** Everything that shows the selected packet: layers, fields, bytes, header. */
function PacketPanes() {
  const hidden = useLayout((s) => s.hidden);
  const shown = (name: keyof typeof paneNames): boolean => !hidden.includes(name);
  const right = shown('bytes') || shown('diagram');
  const [shares] = useState(() => paneShares(window.innerWidth));
  return (
    <Panes id="packet-panes" orientation="horizontal">
      {shown('osi') && (
        <Panel id="osi" minSize="180px" defaultSize={`${shares.osi}%`}>
          <Osi />
        </Panel>
      )}
      {shown('osi') && (shown('details') || right) && <Edge label="OSI layers" />}
      {shown('details') && (
        <Panel id="details" minSize="160px" defaultSize={`${shares.details}%`}>
          <DetailsPane />
        </Panel>
      )}
      {shown('details') && right && <Edge label="details" />}
      {right && (
        <Panel id="right" minSize="240px" defaultSize={`${shares.right}%`}>
          <Panes id="right-panes" orientation="vertical">
            {shown('bytes') && (
              <Panel id="bytes" minSize="60px" defaultSize="48%">
                <Bytes />
              </Panel>
            )}
            {shown('bytes') && shown('diagram') && <Edge label="bytes" />}
            {shown('diagram') && (
              <Panel id="diagram" minSize="60px">
                <Diagram />
              </Panel>
            )}
          </Panes>
        </Panel>
      )}
    </Panes>
  );
}

interface PanesProps {
  readonly id: string;
  readonly orientation: 'horizontal' | 'vertical';
  /** Which of several contents the group has now, where it can have several. */
  readonly shown?: string;
  readonly children: ReactNode;
}

/** A group of panels whose sizes are remembered for each combination of panels shown. */
function Panes({ id, orientation, shown = 'packet', children }: PanesProps) {
  const hidden = useLayout((s) => s.hidden);
  const key = shown === 'packet' ? [id, ...hidden].join(' ') : `${id} of ${shown}`;
  const layout = useLayout.getState().sizes[key];
  return (
    <Group
      key={key}
      id={id}
      className="panes-group"
      orientation={orientation}
      {...(layout ? { defaultLayout: layout } : {})}
      onLayoutChanged={(now: Layout, { isUserInteraction, requestedLayout }) => {
        if (isUserInteraction) resized(key, requestedLayout ?? now);
      }}
    >
      {children}
    </Group>
  );
}

function Edge({ label }: { readonly label: string }) {
  return <Separator className="panes-edge" aria-label={`Resize ${label}`} />;
}
