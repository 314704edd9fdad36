import { Glyph } from '../app/glyphs.tsx';
import { withKeys } from '../menu/platform.ts';
import { focusPacketList } from '../toolbar/go-to-field.ts';
import './find.css';
import { closeFind, findNext, stopFinding } from './find-packets.ts';
import { chooseFind, type FindKind, type FindPlace, kindTitles, placeTitles, useFind } from './find-state.ts';

const placeholders: Readonly<Record<FindKind, string>> = {
  text: 'Find text in packets',
  filter: 'tcp.flags.reset == 1',
  hex: '47 45 54 20',
  regex: 'GET .*\\.png',
};

/** Finds packets by a text, bytes, an expression or a filter. */
export function FindBar() {
  const { open, text, kind, place, matchCase, outcome, progress } = useFind();
  if (!open) return null;
  const leave = (): void => {
    closeFind();
    focusPacketList();
  };
  return (
    <form
      className="find-bar"
      aria-label="Find packets"
      onSubmit={(event) => {
        event.preventDefault();
        void findNext(false);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') leave();
        if (event.key === 'Enter' && event.shiftKey) {
          event.preventDefault();
          void findNext(true);
        }
      }}
    >
      <select
        className="tool-field"
        aria-label="Kind"
        value={kind}
        onChange={(event) => chooseFind({ kind: event.target.value as FindKind })}
      >
        {Object.entries(kindTitles).map(([id, title]) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
      {(kind === 'text' || kind === 'regex') && (
        <>
          <span className="find-in">in</span>
          <select
            className="tool-field"
            aria-label="Place"
            value={place}
            onChange={(event) => chooseFind({ place: event.target.value as FindPlace })}
          >
            {Object.entries(placeTitles).map(([id, title]) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
          <label className="find-case" title="Tell capital letters from small ones">
            <input
              type="checkbox"
              checked={matchCase}
              onChange={(event) => chooseFind({ matchCase: event.target.checked })}
            />
            Aa
          </label>
        </>
      )}
      <input
        id="find-text"
        className={outcome?.bad ? 'tool-field find-text find-text-bad' : 'tool-field find-text'}
        aria-label="Find"
        aria-invalid={outcome?.bad === true}
        autoComplete="off"
        spellCheck={false}
        maxLength={8000}
        placeholder={placeholders[kind]}
        value={text}
        onChange={(event) => useFind.setState({ text: event.target.value, outcome: null })}
      />
      <output className={outcome?.bad ? 'find-outcome find-outcome-bad' : 'find-outcome'}>{outcome?.words}</output>
      {progress === null ? (
        <>
          <button
            type="submit"
            className="tool-button"
            disabled={text === ''}
            title={withKeys('Next', 'edit.find-next')}
          >
            Next
          </button>
          <button
            type="button"
            className="tool-button"
            disabled={text === ''}
            title={withKeys('Previous (Shift+Enter)', 'edit.find-previous')}
            onClick={() => void findNext(true)}
          >
            Previous
          </button>
        </>
      ) : (
        <>
          <progress className="toolbar-progress" aria-label="Searching" value={progress} max={1} />
          <button type="button" className="tool-button" onClick={stopFinding}>
            Stop
          </button>
        </>
      )}
      <button type="button" className="quiet-button" title="Close (Escape)" aria-label="Close" onClick={leave}>
        <Glyph name="close" />
      </button>
    </form>
  );
}
