import type { Result } from '../../contract/contract.ts';
import type { frameNotes } from '../../contract/messages/expert.ts';
import { useAnswer } from '../graphs/use-answer.ts';
import { goToFrame } from '../panes/list-commands.ts';
import { client } from '../state/session.ts';
import { numberText } from '../status/number-texts.ts';
import type { Group } from './expert-state.ts';
import { SeveritySign } from './SeveritySign.tsx';

type Note = Result<typeof frameNotes>[number];
type Line = Note['evidence'][number];

interface EvidenceProps {
  readonly capture: number;
  readonly frame: number | null;
  /** The kind whose note comes first. */
  readonly first: Group | undefined;
}

/** What the notes of a packet rest on: rule, values compared with the packets they came from, threshold, doubts. */
export function Evidence({ capture, frame, first }: EvidenceProps) {
  const { value, problem } = useAnswer(`${capture} ${frame}`, 0, async (signal) =>
    frame === null ? null : { frame, notes: await client().call('expert.notes', { capture, frame }, { signal }) },
  );
  if (problem !== '') {
    return (
      <p className="panes-empty" role="alert">
        {problem}
      </p>
    );
  }
  if (value === null) return <p className="panes-empty">Choose a note to see what it rests on.</p>;
  const asked = (note: Note): boolean =>
    first !== undefined && (first.field === '' ? note.message === first.title : note.field === first.field);
  const notes = [...value.notes.filter(asked), ...value.notes.filter((note) => !asked(note))];
  return (
    <div className="expert-evidence" data-evidence={value.frame}>
      <h3>Packet {numberText(value.frame)}</h3>
      {notes.map((note, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: notes have no other name
        <NoteEvidence key={at} note={note} />
      ))}
    </div>
  );
}

function NoteEvidence({ note }: { readonly note: Note }) {
  const of = (kind: Line['kind']): Line[] => note.evidence.filter((line) => line.kind === kind);
  return (
    <article className="expert-note">
      <h4>
        <SeveritySign severity={note.severity} />
        <span>{note.message}</span>
      </h4>
      <p className="expert-origin">
        {note.protocol} · {note.about}
        {note.field !== '' && (
          <>
            {' · '}
            <code>{note.field}</code>
          </>
        )}
      </p>
      {note.help !== '' && <p>{note.help}</p>}
      {note.evidence.length > 0 && (
        <dl>
          <Lines title="Rule" lines={of('rule')} />
          <Lines title="Compared" lines={of('value')} />
          <Lines title="Threshold" lines={of('threshold')} />
          <Lines title="Could also be" lines={of('alternative')} />
        </dl>
      )}
    </article>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly Line[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <dt>{title}</dt>
      <dd>
        {lines.map((line) => (
          <EvidenceText key={line.text} line={line} />
        ))}
      </dd>
    </>
  );
}

/** The line without its title, with a link to the packet that it speaks of. */
function EvidenceText({ line }: { readonly line: Line }) {
  const text = line.text.replace(/^(?:Rule|Threshold|Could also be): /, '');
  const { frame } = line;
  if (frame === null) return <p>{text}</p>;
  return (
    <p>
      {text.replace(/, frame \d+$/, ', ')}
      <button type="button" className="expert-link" onClick={() => void goToFrame(frame)}>
        packet {numberText(frame)}
      </button>
    </p>
  );
}
