import { Glyph } from '../app/glyphs.tsx';
import type { CaptureHelper } from '../capture/interfaces-state.ts';
import { refreshInterfaces } from '../capture/interfaces-state.ts';
import { notify } from '../notices/notices-state.ts';
import { adviceParts } from './advice-parts.ts';

/** Why nothing can be captured, and the ways to change that. */
export function RightsAdvice({ helper: { problem, advice } }: { readonly helper: CaptureHelper }) {
  return (
    <div className="rights">
      <p className="rights-problem">
        <Glyph name="alert" />
        <span>
          <strong>You cannot capture yet.</strong> {problem}
        </span>
      </p>
      <p>Opening files works without rights. To capture, take one of these ways:</p>
      <ol className="rights-ways">
        {advice.map((way) => (
          <li key={way}>
            {adviceParts(way).map((part, n) =>
              part.command ? (
                // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence keep their places
                <span key={n} className="rights-command">
                  <code>{part.text}</code>
                  <button
                    type="button"
                    className="quiet-button"
                    title="Copy this command"
                    aria-label={`Copy ${part.text}`}
                    onClick={() => void copy(part.text)}
                  >
                    <Glyph name="copy" />
                  </button>
                </span>
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence keep their places
                <span key={n}>{part.text}</span>
              ),
            )}
          </li>
        ))}
      </ol>
      <button type="button" className="tool-button" onClick={() => void refreshInterfaces()}>
        <Glyph name="restart" />
        Check Again
      </button>
    </div>
  );
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify({ severity: 'info', text: 'Command copied.' });
  } catch {
    notify({ severity: 'warning', text: 'The command could not be copied. Select it and press Ctrl+C.' });
  }
}
