import { goToFrame } from '../panes/list-commands.ts';
import { byteText, countText, numberText } from '../status/number-texts.ts';
import type { StreamState } from './streams-state.ts';

/** What a person must know before they trust what is shown: what is missing, contradicts, or was left out. */
export function StreamNotes({ state }: { readonly state: StreamState }) {
  const notes = stream(state);
  const { count, first } = state.conflicts;
  if (notes.length === 0 && count === 0) return null;
  return (
    <div className="panes-warning stream-notes" role="note">
      {count > 0 && (
        <span>
          {count === 1
            ? 'Other bytes than those shown came in '
            : `${countText(count, 'packet')} brought other bytes than those shown: `}
          {first.slice(0, 5).map(({ frame }, n) => (
            <span key={frame}>
              {n > 0 && ', '}
              <button type="button" className="stream-link" onClick={() => void goToFrame(frame)}>
                packet {numberText(frame)}
              </button>
            </span>
          ))}
          {count > 5 && ' and more'}. What was seen first is kept.{' '}
        </span>
      )}
      {notes.join(' ')}
    </div>
  );
}

function stream(state: StreamState): string[] {
  const { client, server, protocol } = state;
  const notes: string[] = [];
  const sum = (of: (side: StreamState['client']) => number): number => of(client) + of(server);
  if (protocol === 'tcp' && state.found) {
    const late = [client, server].filter(({ begun, segments }) => segments > 0 && !begun);
    if (late.length > 0) {
      const whose = late.length === 2 ? 'The beginning' : `The beginning of ${late[0].end}'s side`;
      notes.push(`${whose} was not captured: it is shown from the first packet seen.`);
    }
    for (const side of [client, server]) {
      if (side.segments === 0) notes.push(`No packet of ${side.end} was captured.`);
    }
  }
  const missing = sum((side) => side.missing);
  if (missing > 0) notes.push(`${byteText(missing)} are missing in the capture.`);
  const cut = sum((side) => side.cut);
  if (cut > 0) notes.push(`${byteText(cut)} were sent but not captured, as packets were cut short.`);
  const waiting = sum((side) => side.waiting);
  if (waiting > 0) notes.push(`${byteText(waiting)} wait for bytes before them.`);
  const givenUp = sum((side) => side.givenUp);
  if (givenUp > 0) notes.push(`${countText(givenUp, 'gap')} was passed over because too much waited behind.`);
  if (state.conflicts.uncompared > 0) {
    notes.push(`${byteText(state.conflicts.uncompared)} that were sent again were not compared.`);
  }
  if (state.dropped > 0) notes.push(`${countText(state.dropped, 'part')} more than can be followed are not shown.`);
  return notes;
}
