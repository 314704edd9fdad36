import { useState } from 'react';
import { Glyph } from '../app/glyphs.tsx';
import { showProperties } from '../files/file-commands.ts';
import { activeCapture, useApp } from '../state/app-state.ts';
import './notices.css';

/** Says why the frames of the capture that is shown end early, until it is dismissed. */
export function ProblemBanner() {
  const capture = useApp((s) => s.active);
  const problem = useApp((s) => activeCapture(s)?.problem ?? null);
  const [dismissed, setDismissed] = useState('');
  const key = `${capture} ${problem}`;
  if (problem === null || dismissed === key) return null;
  return (
    <div className="problem-banner" role="alert">
      <Glyph name="alert" />
      <span className="problem-text">{problem}</span>
      <button type="button" className="problem-details" onClick={() => void showProperties()}>
        Details
      </button>
      <button
        type="button"
        className="quiet-button"
        aria-label="Dismiss"
        title="Dismiss"
        onClick={() => setDismissed(key)}
      >
        <Glyph name="close" />
      </button>
    </div>
  );
}
