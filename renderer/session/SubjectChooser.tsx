import { type SubjectKind, useSession } from './session-state.ts';

const kinds: Readonly<Record<SubjectKind, string>> = {
  scenario: 'Lesson',
  pair: 'Daemon and client',
  command: 'Any program',
};

const services = ['echo', 'http', 'https', 'smtp', 'pop3', 'rpc', ''] as const;

/** What is to be run. */
export function SubjectChooser() {
  const { kind, scenarios, scenario, daemonWords, service, clientWords, command } = useSession();
  const groups = [...new Set(scenarios.map(({ group }) => group))];
  return (
    <>
      <select
        className="tool-field"
        aria-label="What to run"
        value={kind}
        onChange={(event) => useSession.setState({ kind: event.target.value as SubjectKind })}
      >
        {Object.entries(kinds).map(([id, title]) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
      {kind === 'scenario' && (
        <select
          className="tool-field session-lesson"
          aria-label="Lesson"
          value={scenario}
          onChange={(event) => useSession.setState({ scenario: event.target.value })}
        >
          {groups.map((group) => (
            <optgroup key={group} label={group}>
              {scenarios
                .filter((one) => one.group === group)
                .map(({ name, title, obstacle }) => (
                  <option key={name} value={name}>
                    {obstacle === null ? title : `${title} (not here)`}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      )}
      {kind === 'pair' && (
        <>
          <input
            className="tool-field session-words"
            aria-label="Options of the daemon"
            title="Options of bin/osiscope-daemon start, such as --model fork --services echo,http --soft-limit 5"
            spellCheck={false}
            value={daemonWords}
            onChange={(event) => useSession.setState({ daemonWords: event.target.value })}
          />
          <select
            className="tool-field"
            aria-label="Service of the client"
            value={service}
            onChange={(event) => useSession.setState({ service: event.target.value })}
          >
            {services.map((one) => (
              <option key={one} value={one}>
                {one === '' ? 'no client' : one}
              </option>
            ))}
          </select>
          <input
            className="tool-field session-words"
            aria-label="Options of the client"
            title="Options of bin/osiscope-client, such as --parallel 3 --think 1 --half-close"
            placeholder="client options"
            spellCheck={false}
            value={clientWords}
            onChange={(event) => useSession.setState({ clientWords: event.target.value })}
          />
        </>
      )}
      {kind === 'command' && (
        <input
          className="tool-field session-words session-command"
          aria-label="Command"
          title="Runs without a shell; its traffic on the loopback interface is captured"
          spellCheck={false}
          value={command}
          onChange={(event) => useSession.setState({ command: event.target.value })}
        />
      )}
    </>
  );
}
