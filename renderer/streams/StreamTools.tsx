import { Glyph } from '../app/glyphs.tsx';
import { byteText, countText } from '../status/number-texts.ts';
import { FindInStream } from './FindInStream.tsx';
import { copyStream, filterStream, saveStream } from './stream-commands.ts';
import { type StreamState, useStreams } from './streams-state.ts';

/** Find, and what can be done with the whole stream. */
export function StreamTools({ state }: { readonly state: StreamState }) {
  const form = useStreams((s) => s.form);
  const direction = useStreams((s) => s.direction);
  const noun = state.protocol === 'http' ? 'part' : 'packet';
  const empty = state.client.bytes + state.server.bytes === 0;
  return (
    <div className="stream-tools">
      <FindInStream id={state.id} />
      <span className="stream-totals">
        <span className="stream-total-client" title={`Sent by ${state.client.end}`}>
          → {countText(state.client.chunks, noun)}, {byteText(state.client.bytes)}
        </span>
        <span className="stream-total-server" title={`Sent by ${state.server.end}`}>
          ← {countText(state.server.chunks, noun)}, {byteText(state.server.bytes)}
        </span>
      </span>
      <span className="pane-space" />
      <button
        type="button"
        className="panes-tool"
        title={`Only its packets in the list: ${state.filter}`}
        onClick={() => filterStream(state, false)}
      >
        Filter
      </button>
      <button
        type="button"
        className="panes-tool"
        title={`All packets but those of the stream: !(${state.filter})`}
        onClick={() => filterStream(state, true)}
      >
        Filter out
      </button>
      <button
        type="button"
        className="panes-tool"
        disabled={empty}
        title="Copy the stream as it is shown"
        onClick={() => void copyStream(state, form, direction)}
      >
        Copy
      </button>
      <button
        type="button"
        className="panes-tool"
        disabled={empty}
        title="Save the stream as it is shown; raw saves its bytes"
        onClick={() => void saveStream(state, form, direction)}
      >
        <Glyph name="save" /> Save…
      </button>
    </div>
  );
}
