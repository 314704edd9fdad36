import { askOnce } from '../app/dialogs.ts';
import { useSession } from './session-state.ts';

const SERVICES = ['echo', 'http', 'https', 'smtp', 'smtps', 'pop3', 'pop3s', 'rpc', 'syslog'];

/** Names are looked up with dns while another service is used; faults have a button of their own. */
export function isForClients(service: string): boolean {
  return service !== 'dns' && service !== 'fault';
}

interface ClientFieldsProps {
  /** Services to choose from where a daemon tells what it offers; by default those that there are. */
  readonly offered?: readonly string[] | undefined;
  /** One may choose to start none. */
  readonly none?: boolean;
}

/** Service and options of a client. */
export function ClientFields({ offered = SERVICES, none = false }: ClientFieldsProps) {
  const { service, clientWords } = useSession();
  const shown = none || service !== '' ? service : offered[0];
  const services = offered.includes(shown) || shown === '' ? offered : [...offered, shown];
  return (
    <>
      <select
        className="tool-field"
        aria-label="Service of the client"
        value={shown}
        onChange={(event) => useSession.setState({ service: event.target.value })}
      >
        {services.map((one) => (
          <option key={one} value={one}>
            {one}
          </option>
        ))}
        {none && <option value="">no client</option>}
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
      <button
        type="button"
        className="tool-button session-options"
        title="All options of the client"
        aria-label="Choose options of the client"
        onClick={() => void askOnce({ kind: 'program-options', program: 'client' })}
      >
        …
      </button>
    </>
  );
}
