import { Glyph } from '../app/glyphs.tsx';
import { changeFind, endFind, findInView, foundWords, useStreamFind } from './find-state.ts';

/** Finds a text or bytes in the stream. */
export function FindInStream({ id }: { readonly id: number }) {
  const { text, kind, matchCase, found, problem, stop } = useStreamFind();
  const words = foundWords({ found, problem });
  const bad = problem !== '' || found?.match === null;
  return (
    <form
      className="stream-find"
      aria-label="Find in stream"
      onSubmit={(event) => {
        event.preventDefault();
        void findInView(id, false);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') void endFind(id);
        if (event.key !== 'Enter' || !event.shiftKey) return;
        event.preventDefault();
        void findInView(id, true);
      }}
    >
      <select
        className="tool-field"
        aria-label="Kind of search"
        value={kind}
        onChange={(event) => changeFind({ kind: event.target.value as 'text' | 'hex' })}
      >
        <option value="text">Text</option>
        <option value="hex">Hex bytes</option>
      </select>
      <input
        className={`tool-field stream-find-text ${bad ? 'stream-find-bad' : ''}`}
        aria-label="Find in stream"
        aria-invalid={bad}
        placeholder={kind === 'text' ? 'Find in stream' : '47 45 54'}
        autoComplete="off"
        spellCheck={false}
        maxLength={1000}
        value={text}
        onChange={(event) => changeFind({ text: event.target.value })}
      />
      {kind === 'text' && (
        <label className="find-case" title="Tell capital letters from small ones">
          <input
            type="checkbox"
            checked={matchCase}
            onChange={(event) => changeFind({ matchCase: event.target.checked })}
          />
          Aa
        </label>
      )}
      <button
        type="button"
        className="panes-tool"
        title="Previous (Shift+Enter)"
        aria-label="Previous place"
        disabled={text === ''}
        onClick={() => void findInView(id, true)}
      >
        ‹
      </button>
      <button type="submit" className="panes-tool" title="Next (Enter)" aria-label="Next place" disabled={text === ''}>
        ›
      </button>
      <output className={bad ? 'stream-found stream-found-bad' : 'stream-found'}>{words}</output>
      {stop !== null && (
        <button type="button" className="panes-tool" onClick={stop}>
          Stop
        </button>
      )}
      {text !== '' && stop === null && (
        <button
          type="button"
          className="panes-tool"
          title="Clear (Escape)"
          aria-label="Clear the search"
          onClick={() => void endFind(id)}
        >
          <Glyph name="close" />
        </button>
      )}
    </form>
  );
}
