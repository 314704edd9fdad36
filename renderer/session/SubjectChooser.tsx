import { askOnce } from '../app/dialogs.ts';
import { ClientFields, isForClients } from './ClientFields.tsx';
import { optionText } from './option-words.ts';
import { type SubjectKind, useSession } from './session-state.ts';

const kinds: Readonly<Record<SubjectKind, string>> = {
  scenario: 'Lesson',
  pair: 'Daemon and client',
  command: 'Any program',
};

/** What is to be run; while something runs, what that is. */
export function SubjectChooser({ running }: { readonly running: boolean }) {
  const { kind, scenarios, scenario, daemonWords, command } = useSession();
  const offered = optionText(daemonWords, { name: 'services', value: 'NAME[,...]' });
  const groups = [...new Set(scenarios.map(({ group }) => group))];
  return (
    <fieldset className="session-subject" disabled={running}>
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
            className="tool-field session-words session-daemon-words"
            aria-label="Options of the daemon"
            title="Options of bin/osiscope-daemon start, such as --model fork --services echo,http --soft-limit 5"
            placeholder="daemon options"
            spellCheck={false}
            value={daemonWords}
            onChange={(event) => useSession.setState({ daemonWords: event.target.value })}
          />
          <button
            type="button"
            className="tool-button session-options"
            title="All options of the daemon"
            aria-label="Choose options of the daemon"
            onClick={() => void askOnce({ kind: 'program-options', program: 'daemon' })}
          >
            …
          </button>
          {!running && <ClientFields none offered={offered?.split(',').filter(isForClients)} />}
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
    </fieldset>
  );
}
