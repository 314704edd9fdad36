import { useAnswer } from '../graphs/use-answer.ts';
import { showPage } from '../pages/pages-state.ts';
import { activeCapture, useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import './expert.css';
import { SeveritySign } from './SeveritySign.tsx';

const words = {
  error: 'There are errors',
  warning: 'There are warnings',
  note: 'There are notes',
  chat: 'There is nothing but chats',
  comment: 'There is nothing but comments',
} as const;

/** The gravest severity in the capture; opens the expert page. */
export function ExpertDot({ capture }: { readonly capture: number }) {
  const version = useApp((s) => activeCapture(s)?.frames ?? 0);
  const { value } = useAnswer(`gravest ${capture}`, version, (signal) =>
    client().call('expert.gravest', { capture }, { signal }),
  );
  const severity = value?.severity ?? null;
  return (
    <button
      type="button"
      className="expert-dot"
      title={`${severity === null ? 'Nothing remarkable' : words[severity]} in this capture: show expert information`}
      aria-label="Expert information"
      data-severity={severity ?? 'none'}
      onClick={() => showPage('expert')}
    >
      {severity === null ? (
        <span className="expert-sign expert-sign-none">✓</span>
      ) : (
        <SeveritySign severity={severity} />
      )}
    </button>
  );
}
