import { useEffect, useState } from 'react';
import { useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import './connection.css';
import { type ConnectionStates, useSession } from './session-state.ts';

/** The TCP connection of the selected packet: the states of both ends stepped by the packets, and what the kernel reported. */
export function ConnectionPanel() {
  const session = useSession((s) => s.session);
  const capture = useSession((s) => s.state?.capture);
  const saved = useSession((s) => s.state?.phase === 'saved');
  const revision = useSession((s) => s.state?.revision);
  const frame = useApp((s) => (s.active === capture ? s.frame : null));
  const [states, setStates] = useState<ConnectionStates | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when the session has changed
  useEffect(() => {
    if (session === null || frame === null) return setStates(null);
    let current = true;
    client()
      .call('trace.states', { session, frame })
      .then((found) => current && setStates(found))
      .catch(() => {});
    return () => {
      current = false;
    };
  }, [session, frame, revision]);
  if (states === null) return <p className="session-none">Select a packet of a TCP connection.</p>;
  return (
    <div className="connection">
      <p>After packet {frame}:</p>
      <End name="client" place={states.client} state={states.clientState} kernel={states.clientKernel} saved={saved} />
      <End name="daemon" place={states.server} state={states.serverState} kernel={states.serverKernel} saved={saved} />
    </div>
  );
}

interface EndProps {
  readonly name: string;
  readonly place: string;
  readonly state: string;
  readonly kernel: ConnectionStates['clientKernel'];
  readonly saved: boolean;
}

function End({ name, place, state, kernel, saved }: EndProps) {
  const when =
    kernel === null
      ? ''
      : kernel.before >= 0
        ? `${(kernel.before * 1000).toFixed(0)} ms before this packet`
        : `${(-kernel.before * 1000).toFixed(0)} ms after this packet`;
  return (
    <div className="connection-end">
      <span>
        {name} <b className="osi-5">{state}</b>
      </span>
      <small>{place}</small>
      <small>
        {kernel === null
          ? saved
            ? 'The kernel is not asked about the past.'
            : 'The kernel was not asked in time.'
          : `kernel ${kernel.state === state ? 'agrees' : `said ${kernel.state}`}, ${when}`}
      </small>
    </div>
  );
}
