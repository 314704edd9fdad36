import { Glyph } from '../app/glyphs.tsx';
import { byteText, numberText } from '../status/number-texts.ts';
import {
  chooseForm,
  type FollowProtocol,
  formTitles,
  protocolTitles,
  type StreamDirection,
  type StreamForm,
  type StreamState,
  useStreams,
  type WantedStream,
} from './streams-state.ts';

interface StreamChoicesProps {
  readonly wanted: WantedStream;
  readonly state: StreamState | null;
}

/** Which stream, which direction of it, and in what form. */
export function StreamChoices({ wanted, state }: StreamChoicesProps) {
  const form = useStreams((s) => s.form);
  const direction = useStreams((s) => s.direction);
  const { capture, protocol, number } = wanted;
  const last = Math.max(number, (state?.streams ?? 1) - 1);
  const go = (to: number, as: FollowProtocol = protocol): void =>
    useStreams.setState({ wanted: { capture, protocol: as, number: Math.max(0, Math.min(last, to)) } });
  const offered: readonly FollowProtocol[] = protocol === 'udp' ? ['udp'] : ['tcp', 'http'];
  return (
    <div className="stream-choices">
      <span className="stream-steps">
        <button
          type="button"
          className="panes-tool"
          aria-label="Previous stream"
          title="Previous stream"
          disabled={number === 0}
          onClick={() => go(number - 1)}
        >
          ‹
        </button>
        <input
          className="tool-field stream-number"
          type="number"
          aria-label="Stream number"
          min={0}
          max={last}
          value={number}
          onChange={(event) => go(Math.trunc(Number(event.target.value)))}
        />
        <button
          type="button"
          className="panes-tool"
          aria-label="Next stream"
          title="Next stream"
          disabled={number >= last}
          onClick={() => go(number + 1)}
        >
          ›
        </button>
        {state && <span>of {numberText(state.streams)}</span>}
      </span>
      {offered.length > 1 && (
        <select
          className="tool-field"
          aria-label="Followed as"
          title="TCP shows every byte, HTTP its messages without chunks and compression"
          value={protocol}
          onChange={(event) => go(number, event.target.value as FollowProtocol)}
        >
          {offered.map((id) => (
            <option key={id} value={id}>
              as {protocolTitles[id]}
            </option>
          ))}
        </select>
      )}
      <select
        className="tool-field stream-direction"
        aria-label="Direction"
        value={direction}
        onChange={(event) => useStreams.setState({ direction: event.target.value as StreamDirection })}
      >
        <option value="both">
          {state
            ? `${state.client.end} ⇄ ${state.server.end} (${byteText(state.client.bytes + state.server.bytes)})`
            : 'Both directions'}
        </option>
        <option value="client">
          {state ? `→ ${state.client.end} to ${state.server.end} (${byteText(state.client.bytes)})` : 'From the client'}
        </option>
        <option value="server">
          {state ? `← ${state.server.end} to ${state.client.end} (${byteText(state.server.bytes)})` : 'From the server'}
        </option>
      </select>
      <select
        className="tool-field"
        aria-label="Shown as"
        value={form}
        onChange={(event) => chooseForm(event.target.value as StreamForm)}
      >
        {Object.entries(formTitles).map(([id, title]) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
      {state && !state.finished && (
        <span className="stream-growing" role="status" title="More packets may come">
          <Glyph name="stream" /> {state.scanned < state.total ? 'reading…' : 'growing'}
        </span>
      )}
    </div>
  );
}
