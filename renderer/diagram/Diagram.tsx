import { useMemo } from 'react';
import { Pane } from '../panes/Pane.tsx';
import { useApp } from '../state/app-state.ts';
import { type PacketData, shownLayer } from '../state/packet-data.ts';
import { hoverNode } from '../state/selection.ts';
import './diagram.css';
import { HeaderGrid } from './HeaderGrid.tsx';
import { headerCells, isText } from './header-cells.ts';
import { TextHeader } from './TextHeader.tsx';

/** The header of the selected layer as RFCs draw it. */
export function Diagram() {
  const packet = useApp((s) => s.packet);
  const layer = useApp((s) => (s.packet ? shownLayer(s.packet, s.layer) : -1));
  const protocol = packet?.tree.layers[layer];
  return (
    <Pane
      name="diagram"
      tools={
        protocol && (
          <span className={`diagram-layer osi-${protocol.osi}`}>
            L{protocol.osi} {protocol.title}, {protocol.headerLength.toLocaleString('en')} B
          </span>
        )
      }
    >
      {packet && protocol ? (
        <LayerHeader packet={packet} layer={layer} />
      ) : (
        <p className="panes-empty">Select a packet to see a header bit by bit.</p>
      )}
    </Pane>
  );
}

function LayerHeader({ packet, layer }: { readonly packet: PacketData; readonly layer: number }) {
  const cells = useMemo(() => headerCells(packet, layer), [packet, layer]);
  const protocol = packet.tree.layers[layer];
  if (!cells.some((cell) => cell.node >= 0)) {
    return (
      <p className="panes-empty">
        {protocol.protocol === 'frame'
          ? 'A frame has no header of its own: it is what was captured. Choose a layer of it.'
          : `${protocol.title} has no header fields here.`}
      </p>
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only ends what its cells began
    <div className="diagram" data-pane="diagram" onMouseLeave={() => hoverNode(-1)}>
      {isText(cells) ? (
        <TextHeader cells={cells} osi={protocol.osi} />
      ) : (
        <HeaderGrid packet={packet} cells={cells} osi={protocol.osi} title={protocol.title} />
      )}
    </div>
  );
}
