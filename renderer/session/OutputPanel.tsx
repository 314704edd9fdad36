import { useLayoutEffect, useRef, useState } from 'react';
import './messages.css';
import { useSession } from './session-state.ts';

type Kind = 'messages' | 'output';

/** The syslog messages of the daemon, or what the programs wrote; the newest stay in sight unless one scrolls up. */
export function OutputPanel() {
  const state = useSession((s) => s.state);
  const [kind, setKind] = useState<Kind>('messages');
  const lines = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const messages = state?.messages ?? [];
  const output = state?.output ?? [];
  const titles = { messages: `Messages ${messages.length}`, output: `Output ${output.length}` };
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when there is more
  useLayoutEffect(() => {
    const element = lines.current;
    if (element && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [state?.revision, kind]);
  return (
    <>
      <div className="session-log-tabs" role="tablist" aria-label="What the programs say">
        {(['messages', 'output'] as const).map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            aria-selected={one === kind}
            className="pane-tab"
            title={one === 'messages' ? 'Syslog messages that the daemon sent' : 'Standard output and error'}
            onClick={() => setKind(one)}
          >
            {titles[one]}
          </button>
        ))}
      </div>
      <div
        className="session-output"
        role="log"
        aria-label={kind === 'messages' ? 'Syslog messages' : 'Output'}
        ref={lines}
        onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) => {
          atEnd.current = scrollTop + clientHeight >= scrollHeight - 4;
        }}
      >
        {kind === 'messages'
          ? messages.map(({ severity, pid, text }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity
              <p key={at} className={`message-${severity}`}>
                <span>{pid}</span> <b>{severity}</b> {text}
              </p>
            ))
          : output.map(({ pid, error, text }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity
              <p key={at} className={error ? 'output-error' : ''}>
                <span>{pid}</span> {text}
              </p>
            ))}
      </div>
    </>
  );
}
