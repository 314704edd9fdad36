import { useEffect } from 'react';
import { Glyph } from '../app/glyphs.tsx';
import { dismiss, type Notice, useNotices } from './notices-state.ts';
import './notices.css';

/** How long what needs no answer stays, in milliseconds. Errors stay until they are dismissed. */
const STAYS = { info: 6000, warning: 15_000 } as const;

/** What the person should know, in a corner of the window. */
export function Notices() {
  const notices = useNotices((s) => s.notices);
  return (
    <section className="notices" aria-label="Notices">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function NoticeCard({ notice: { id, severity, text, advice, action } }: { readonly notice: Notice }) {
  useEffect(() => {
    if (severity === 'error') return;
    const timer = setTimeout(() => dismiss(id), STAYS[severity]);
    return () => clearTimeout(timer);
  }, [id, severity]);
  return (
    <div className={`notice notice-${severity}`} role={severity === 'error' ? 'alert' : 'status'}>
      <Glyph name={severity === 'info' ? 'check' : 'alert'} />
      <div className="notice-words">
        <p>{text}</p>
        {advice && <p className="notice-advice">{advice}</p>}
        {action && (
          <button
            type="button"
            className="notice-action"
            onClick={() => {
              dismiss(id);
              action.run();
            }}
          >
            {action.title}
          </button>
        )}
      </div>
      <button type="button" className="quiet-button" aria-label="Dismiss" title="Dismiss" onClick={() => dismiss(id)}>
        <Glyph name="close" />
      </button>
    </div>
  );
}
