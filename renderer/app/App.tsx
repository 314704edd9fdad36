import { PacketWorkspace } from '../panes/PacketWorkspace.tsx';
import { usePacketKeys } from '../panes/packet-keys.ts';
import { useApp } from '../state/app-state.ts';

/** The window. */
export function App() {
  const connection = useApp((s) => s.connection);
  const active = useApp((s) => s.active);
  usePacketKeys();
  if (connection === 'lost') return <p role="alert">{useApp.getState().lost}</p>;
  return active === null ? <p>No capture is open.</p> : <PacketWorkspace />;
}
