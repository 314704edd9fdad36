import { PacketList } from '../packet-list/PacketList.tsx';
import { useApp } from '../state/app-state.ts';

/** The window. */
export function App() {
  const connection = useApp((s) => s.connection);
  const active = useApp((s) => s.active);
  if (connection === 'lost') return <p role="alert">{useApp.getState().lost}</p>;
  return active === null ? <p>No capture is open.</p> : <PacketList />;
}
