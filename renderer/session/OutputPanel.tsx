import { useSession } from './session-state.ts';

/** What the programs wrote, and the syslog messages of the daemon. */
export function OutputPanel() {
  const state = useSession((s) => s.state);
  const messages = state?.messages ?? [];
  const output = state?.output ?? [];
  if (messages.length + output.length === 0) return <p className="session-none">None yet</p>;
  return (
    <div className="session-output" role="log" aria-label="Messages and output">
      {messages.map(({ severity, program, pid, text }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity
        <p key={`m${at}`} className={`message-${severity}`}>
          <b>{severity}</b> {program}[{pid}] {text}
        </p>
      ))}
      {output.map(({ pid, error, text }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity
        <p key={`o${at}`} className={error ? 'output-error' : ''}>
          <span>{pid}</span> {text}
        </p>
      ))}
    </div>
  );
}
