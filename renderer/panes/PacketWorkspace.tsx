import type { ReactNode } from 'react';
import { Group, type Layout, Panel, Separator } from 'react-resizable-panels';
import { Bytes } from '../bytes/Bytes.tsx';
import { ContextMenu } from '../context-menu/ContextMenu.tsx';
import { DetailsPane } from '../details/DetailsPane.tsx';
import { Diagram } from '../diagram/Diagram.tsx';
import { Osi } from '../osi/Osi.tsx';
import { PacketList } from '../packet-list/PacketList.tsx';
import { Hint } from './Hint.tsx';
import { paneNames, resized, showPane, useLayout } from './layout-state.ts';
import './panes.css';

/** The packet list above, and below it everything that shows the selected packet: layers, fields, bytes, header. */
export function PacketWorkspace() {
  const hidden = useLayout((s) => s.hidden);
  const shown = (name: keyof typeof paneNames): boolean => !hidden.includes(name);
  const right = shown('bytes') || shown('diagram');
  const below = shown('osi') || shown('details') || right;
  return (
    <div className="packet-workspace">
      <Panes id="workspace" orientation="vertical">
        <Panel id="list" minSize="90px" defaultSize="42%">
          <PacketList />
        </Panel>
        {below && <Edge label="packet list" />}
        {below && (
          <Panel id="packet" minSize="120px">
            <Panes id="packet-panes" orientation="horizontal">
              {shown('osi') && (
                <Panel id="osi" minSize="180px" defaultSize="31%">
                  <Osi />
                </Panel>
              )}
              {shown('osi') && (shown('details') || right) && <Edge label="OSI layers" />}
              {shown('details') && (
                <Panel id="details" minSize="160px" defaultSize="30%">
                  <DetailsPane />
                </Panel>
              )}
              {shown('details') && right && <Edge label="details" />}
              {right && (
                <Panel id="right" minSize="240px" defaultSize="39%">
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
          </Panel>
        )}
      </Panes>
      {hidden.length > 0 && (
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

interface PanesProps {
  readonly id: string;
  readonly orientation: 'horizontal' | 'vertical';
  readonly children: ReactNode;
}

/** A group of panels whose sizes are remembered for each combination of panels shown. */
function Panes({ id, orientation, children }: PanesProps) {
  const hidden = useLayout((s) => s.hidden);
  const key = [id, ...hidden].join(' ');
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
