import './processes.css';
import { useSession } from './session-state.ts';

/** Processes and threads of the session, each below what made it. */
export function ProcessTree() {
  const state = useSession((s) => s.state);
  const chosen = useSession((s) => s.process);
  const processes = state?.processes ?? [];
  const shown = new Set<string>();
  const rows: { readonly one: (typeof processes)[number]; readonly depth: number }[] = [];
  const add = (one: (typeof processes)[number], depth: number): void => {
    const key = `${one.pid} ${one.tid}`;
    if (shown.has(key) || depth > 8) return;
    shown.add(key);
    rows.push({ one, depth });
    for (const other of processes) if (other.parent === one.tid && other !== one) add(other, depth + 1);
  };
  for (const one of processes) if (!processes.some((other) => other !== one && other.tid === one.parent)) add(one, 0);
  if (rows.length === 0) return <p className="session-none">None yet</p>;
  return (
    <div className="process-tree" role="listbox" aria-label="Processes and threads" tabIndex={-1}>
      {rows.map(({ one, depth }) => {
        const key = `${one.pid} ${one.tid}`;
        return (
          <button
            key={key}
            type="button"
            role="option"
            aria-selected={key === chosen}
            className="process"
            style={{ paddingLeft: 10 + depth * 14 }}
            title={one.command || `${one.role} ${one.name}`}
            onClick={() => useSession.setState({ process: key === chosen ? '' : key })}
          >
            <span className={one.alive ? 'process-dot process-alive' : 'process-dot'} />
            <b>{one.name}</b> {one.tid === one.pid ? one.pid : `${one.pid}/${one.tid}`}
            <span className={one.end.startsWith('killed') ? 'process-end process-killed' : 'process-end'}>
              {one.alive ? 'running' : one.end || 'ended'}
            </span>
          </button>
        );
      })}
    </div>
  );
}
