import { ALL_INTERFACES, type CaptureInterface, linkFacts } from '../capture/interface-order.ts';
import { choiceOf, type RunChoices } from '../capture/run-options.ts';
import { ActivityLine } from './ActivityLine.tsx';

interface InterfaceRowProps {
  readonly info: CaptureInterface;
  readonly choices: RunChoices;
  readonly chosen: boolean;
  /** The one the keyboard acts on. */
  readonly current: boolean;
  readonly press: (event: React.MouseEvent) => void;
  readonly start: () => void;
}

/** Addresses shown before the rest is only counted. */
const SHOWN_ADDRESSES = 3;

export function InterfaceRow({ info, choices, chosen, current, press, start }: InterfaceRowProps) {
  const { name, description, addresses } = info;
  const facts = linkFacts(info);
  const words = description || (name === ALL_INTERFACES ? 'all interfaces together' : '');
  const { filter } = choiceOf(choices, name);
  const shown = addresses.slice(0, SHOWN_ADDRESSES);
  const more = addresses.length - shown.length;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys for its rows
    <div
      id={`interface-${name}`}
      role="option"
      aria-selected={chosen}
      tabIndex={-1}
      className={`interface-row${chosen ? ' interface-chosen' : ''}${current ? ' interface-current' : ''}`}
      onClick={press}
      onDoubleClick={start}
    >
      <div className="interface-words">
        <div className="interface-name">
          <strong>{name}</strong>
          {words !== '' && <span className="interface-description">{words}</span>}
          {filter !== '' && <code className="interface-filter">{filter}</code>}
        </div>
        <div className="interface-facts">
          {shown.map((address) => (
            <span key={address} className="interface-address">
              {address}
            </span>
          ))}
          {more > 0 && <span title={addresses.slice(SHOWN_ADDRESSES).join('\n')}>+{more}</span>}
          {facts.map((fact) => (
            <span key={fact} className="interface-fact">
              {fact}
            </span>
          ))}
        </div>
      </div>
      <ActivityLine name={name} />
    </div>
  );
}
