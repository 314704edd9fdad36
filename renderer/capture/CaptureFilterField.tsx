import { useEffect, useId, useState } from 'react';
import { client } from '../state/session.ts';
import { type Meant, meantAs } from './mistaken-filter.ts';
import './capture.css';

interface CaptureFilterFieldProps {
  /** Null where several interfaces have different ones. */
  readonly value: string | null;
  readonly change: (filter: string) => void;
  /** Interfaces it is checked against; the first problem is shown. */
  readonly interfaces: readonly string[];
  readonly onEnter?: () => void;
  readonly label?: string;
  /** A problem that capturing ran into, shown until the filter changes. */
  readonly problem?: string;
  readonly disabled?: boolean;
}

/** How long a person may pause in typing before the filter is checked, in milliseconds. */
const PAUSE = 250;

/** Filters worth knowing, offered while typing. */
const examples = [
  'tcp port 80',
  'tcp port 443',
  'udp port 53',
  'host 192.0.2.1',
  'net 192.0.2.0/24',
  'icmp or icmp6',
  'not port 22',
  'not broadcast and not multicast',
  'arp',
  'ip6',
  'vlan',
];

type Check =
  | { readonly state: 'empty' | 'checking' | 'good' }
  | { readonly state: 'wrong'; readonly problem: string; readonly meant?: Meant | undefined };

/** A capture filter, checked by libpcap while it is typed. */
export function CaptureFilterField(props: CaptureFilterFieldProps) {
  const { value, change, interfaces, onEnter, label = 'Capture filter', problem = '', disabled = false } = props;
  const check = useFilterCheck(value ?? '', interfaces);
  const id = useId();
  const shown = problem || (check.state === 'wrong' ? check.problem : '');
  const meant = problem === '' && check.state === 'wrong' ? check.meant : undefined;
  return (
    <div className="capture-filter">
      <input
        className="tool-field capture-filter-field"
        data-check={problem === '' ? check.state : 'wrong'}
        aria-label={label}
        aria-invalid={shown !== ''}
        aria-describedby={`${id}-problem`}
        list={`${id}-examples`}
        spellCheck={false}
        autoComplete="off"
        maxLength={4096}
        disabled={disabled}
        placeholder={value === null ? 'Different filters; typing replaces them all' : 'Capture filter, as: tcp port 80'}
        title="Frames that do not fit are not captured at all. The language is libpcap's (man pcap-filter)."
        value={value ?? ''}
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && onEnter) {
            event.preventDefault();
            onEnter();
          }
        }}
      />
      <datalist id={`${id}-examples`}>
        {examples.map((example) => (
          <option key={example} value={example} />
        ))}
      </datalist>
      <p id={`${id}-problem`} className="capture-filter-problem" role="status">
        {meant === undefined ? shown : meant.sentence}
        {meant !== undefined && meant.filter !== null && (
          <button type="button" className="filter-suggestion" onClick={() => change(meant.filter!)}>
            {meant.filter}
          </button>
        )}
      </p>
    </div>
  );
}

function useFilterCheck(filter: string, interfaces: readonly string[]): Check {
  const [check, setCheck] = useState<Check>({ state: 'empty' });
  const names = interfaces.join('\n');
  useEffect(() => {
    if (filter.trim() === '' || names === '') return setCheck({ state: 'empty' });
    let current = true;
    setCheck((before) => (before.state === 'wrong' ? before : { state: 'checking' }));
    const timer = setTimeout(async () => {
      const found = await firstProblem(filter, names.split('\n')).catch(() => undefined);
      if (!current) return;
      if (found === undefined) setCheck({ state: 'empty' });
      else if (found === null) setCheck({ state: 'good' });
      else {
        const meant = await meantAs(filter).catch(() => undefined);
        if (current) setCheck({ state: 'wrong', problem: found, meant });
      }
    }, PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [filter, names]);
  return check;
}

/** What libpcap says against the filter on the first interface that it does not work on; null where it works on all. */
async function firstProblem(filter: string, interfaces: readonly string[]): Promise<string | null> {
  for (const name of interfaces) {
    const { problem } = await client().call('live.checkFilter', { interface: name, filter });
    if (problem !== null) return interfaces.length > 1 ? `${name}: ${problem}` : problem;
  }
  return null;
}
