import { useEffect, useMemo, useState } from 'react';
import { PaneTabs } from '../panes/PaneTabs.tsx';
import { useApp } from '../state/app-state.ts';
import type { PacketData } from '../state/packet-data.ts';
import './bytes.css';
import { openMenu } from '../context-menu/menu-state.ts';
import { Pane } from '../panes/Pane.tsx';
import { BytesGrid } from './BytesGrid.tsx';
import { bytesMenu } from './bytes-menu.ts';
import { useBytes } from './bytes-state.ts';

/** The bytes of the selected packet, one tab for each source: the frame, reassembled and decoded data. */
export function Bytes() {
  const packet = useApp((s) => s.packet);
  return packet ? (
    <PacketBytes packet={packet} />
  ) : (
    <Pane name="bytes">
      <p className="panes-empty">Select a packet to see its bytes.</p>
    </Pane>
  );
}

function PacketBytes({ packet }: { readonly packet: PacketData }) {
  const selected = useApp((s) => s.selected);
  const bits = useBytes((s) => s.bits);
  const [chosen, setChosen] = useState(0);
  const { sources } = packet.tree;
  const source = Math.min(chosen, sources.length - 1);

  useEffect(() => {
    if (selected && selected.length > 0) setChosen(selected.source);
  }, [selected]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another packet begins with its frame
  useEffect(() => {
    if (!useApp.getState().selected) setChosen(0);
  }, [packet]);

  const missing = useMemo(() => missingBytes(packet), [packet]);
  const tabs = sources.map((s, at) => ({
    id: String(at),
    title: `${s.name} (${s.bytes.length.toLocaleString('en')})`,
    help: `${s.bytes.length.toLocaleString('en')} bytes`,
  }));
  return (
    <Pane
      name="bytes"
      tabs={
        <PaneTabs
          label="Bytes"
          tabs={tabs}
          selected={String(source)}
          select={(id) => setChosen(Number(id))}
          panel="bytes-panel"
        />
      }
      tools={
        <>
          <button
            type="button"
            className="panes-tool"
            aria-pressed={bits}
            title="Show bytes as bits"
            onClick={() => useBytes.setState({ bits: !bits })}
          >
            01
          </button>
          <button
            type="button"
            className="panes-tool"
            title="Copy bytes"
            aria-haspopup="menu"
            onClick={(event) => openMenu(event, bytesMenu(source), event.currentTarget)}
          >
            Copy
          </button>
        </>
      }
    >
      <div id="bytes-panel" role="tabpanel" aria-label={sources[source]?.name ?? 'Bytes'} className="bytes-panel">
        {source >= 0 && sources[source].bytes.length > 0 ? (
          <>
            {missing > 0 && source === 0 && (
              <p className="panes-warning">
                {missing.toLocaleString('en')} more byte{missing === 1 ? ' was' : 's were'} on the wire, but not
                captured.
              </p>
            )}
            <BytesGrid key={source} packet={packet} source={source} bits={bits} />
          </>
        ) : (
          <p className="panes-empty">
            {packet.unreadable ? 'The frame could not be read again from its file.' : 'The frame holds no bytes.'}
          </p>
        )}
      </div>
    </Pane>
  );
}

/** Bytes of the frame that were not captured, as its length fields tell. */
function missingBytes({ tree }: PacketData): number {
  const value = (name: string): number => {
    for (let node = 0; node < tree.count; node++) if (tree.field(node) === name) return Number(tree.value(node));
    return 0;
  };
  return Math.max(0, value('frame.len') - value('frame.cap_len'));
}
