import { ClientFields, isForClients } from './ClientFields.tsx';
import { crashDaemon, type Signal, sendSignal, startClient } from './session-commands.ts';
import { useSession } from './session-state.ts';

const signals: Readonly<Record<Signal, string>> = {
  HUP: 'reads its configuration again',
  TERM: 'stops gracefully, a second time at once',
  KILL: 'is ended by the kernel and cannot do anything about it',
};

/** What can be done with the programs while they run. */
export function RunActions() {
  const state = useSession((s) => s.state);
  const chosen = useSession((s) => s.process);
  const services = state?.services ?? [];
  const target = state?.processes.find(({ pid, tid }) => `${pid} ${tid}` === chosen);
  const alive = target ? target.alive : (state?.processes.some((one) => one.alive) ?? false);
  const receiver = target ? `${target.name} ${target.pid}` : 'the daemon';
  const crashable = services.includes('fault');
  return (
    <div className="session-bar session-actions" role="group" aria-label="While it runs">
      {services.length > 0 && (
        <>
          <ClientFields offered={services.filter(isForClients)} />
          <button type="button" className="tool-button" onClick={() => void startClient()}>
            Start client
          </button>
        </>
      )}
      <span className="pane-space" />
      <span className="session-receiver">to {receiver}:</span>
      {(Object.keys(signals) as Signal[]).map((signal) => (
        <button
          key={signal}
          type="button"
          className="tool-button"
          disabled={!alive}
          title={`Sends SIG${signal}: it ${signals[signal]}`}
          onClick={() => void sendSignal(signal)}
        >
          {signal}
        </button>
      ))}
      <button
        type="button"
        className="tool-button session-crash"
        disabled={!crashable}
        title={
          crashable
            ? 'A client asks the fault service for a segmentation violation: a forked copy dies alone, an event loop or threads die with all they serve'
            : 'Needs a daemon that offers the fault service: --lab --services echo,fault'
        }
        onClick={() => void crashDaemon()}
      >
        Crash
      </button>
    </div>
  );
}
