import { useState } from 'react';
import { PageHeader } from '../pages/PageHeader.tsx';
import { activeCapture, useApp } from '../state/app-state.ts';
import { numberText } from '../status/number-texts.ts';
import { Evidence } from './Evidence.tsx';
import { ExpertChoices } from './ExpertChoices.tsx';
import { ExpertRows } from './ExpertRows.tsx';
import './expert.css';
import { type Group, useExpert } from './expert-state.ts';
import { useNotes } from './use-notes.ts';

/** All that the decoders remark on, by kind, and what each remark rests on. */
export default function ExpertPage() {
  const capture = useApp((s) => s.active);
  const view = useApp((s) => s.view);
  if (capture === null || view === null)
    return <p className="panes-empty">Open a capture to see what is remarkable in it.</p>;
  return <Notes capture={capture} view={view.view} />;
}

function Notes({ capture, view }: { readonly capture: number; readonly view: number }) {
  const { displayed, shown, text } = useExpert();
  const version = useApp((s) => `${activeCapture(s)?.frames} ${s.view?.total} ${s.view?.revision}`);
  const [chosen, choose] = useState<{ readonly frame: number | null; readonly group: Group }>();
  const list = displayed ? `view ${view}` : `capture ${capture}`;
  const [opened, setOpened] = useState<{ readonly list: string; readonly ids: ReadonlySet<number> }>();
  const open = opened?.list === list ? opened.ids : NONE;
  const [around, setAround] = useState(0);
  const { notes, busy, problem } = useNotes({ view, displayed, severities: shown, text, open, around, version });
  return (
    <div className="expert">
      <PageHeader title="Expert information">
        <ExpertChoices counts={notes?.counts} />
        <span className="expert-state" role="status">
          {problem !== ''
            ? problem
            : busy && notes
              ? `Looked at ${numberText(notes.scanned)} of ${numberText(notes.frames)}…`
              : ''}
        </span>
      </PageHeader>
      <div className="expert-split">
        <div className="expert-list">
          {notes && notes.total > 0 && (
            <ExpertRows
              key={list}
              view={view}
              displayed={displayed}
              known={notes}
              open={open}
              setOpen={(ids) => setOpened({ list, ids })}
              setAround={setAround}
              select={(frame, group) => choose({ frame, group })}
            />
          )}
          {notes && notes.total === 0 && !busy && (
            <p className="panes-empty">{emptyText(notes.counts, text, displayed)}</p>
          )}
          {notes && notes.ungrouped > 0 && (
            <p className="panes-warning">
              {numberText(notes.ungrouped)} notes are counted but not listed: there are too many kinds.
            </p>
          )}
        </div>
        <aside className="expert-side" aria-label="Evidence">
          <Evidence capture={capture} frame={chosen?.frame ?? null} first={chosen?.group} />
        </aside>
      </div>
    </div>
  );
}

const NONE: ReadonlySet<number> = new Set();

function emptyText(counts: Readonly<Record<string, number>>, text: string, displayed: boolean): string {
  const any = Object.values(counts).some((count) => count > 0);
  if (any)
    return text === '' ? 'No notes of the severities chosen.' : `No note of these severities has "${text}" in it.`;
  return displayed ? 'Nothing remarkable in the packets displayed.' : 'Nothing remarkable in this capture.';
}
