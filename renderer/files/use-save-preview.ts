import { useEffect, useMemo, useState } from 'react';
import type { Params, Result } from '../../contract/contract.ts';
import type { previewSave } from '../../contract/messages/files.ts';
import { sentenceOf } from '../notices/notices-state.ts';
import type { CaptureState } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import { type FileFormat, isTextForm, type TextForm } from './file-names.ts';

export type PacketChoice = 'all' | 'displayed' | 'marked' | 'range';
type Selection = Params<typeof previewSave>['selection'];
type Preview = Result<typeof previewSave>;

/** How long a person may pause in typing a range before it is looked at, in milliseconds. */
const PAUSE = 200;

interface SavePreview {
  /** What would be written; the last one known while the next is worked out. */
  readonly preview: Preview | null;
  readonly rangeProblem: string;
  /** Null where it is not said yet which packets. */
  readonly selection: Selection | null;
}

/** Asks the capture process what saving would write and what the format cannot hold. */
export function useSavePreview(
  { capture, frames }: CaptureState,
  format: FileFormat | TextForm,
  which: PacketChoice,
  range: string,
  view: number | undefined,
): SavePreview {
  const [preview, setPreview] = useState<Preview | null>(null);
  const [rangeProblem, setRangeProblem] = useState('');
  const selection = useMemo(() => selectionOf(which, range, view), [which, range, view]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: more frames change what is written
  useEffect(() => {
    setRangeProblem('');
    if (selection === null) return setPreview(null);
    let current = true;
    const timer = setTimeout(
      () =>
        client()
          // A text has no capture format that could lose something: only the count is asked for.
          .call('files.preview', { capture, format: isTextForm(format) ? 'pcapng' : format, selection })
          .then((found) => current && setPreview(isTextForm(format) ? { ...found, losses: [], bytes: 0 } : found))
          .catch((error) => {
            if (!current) return;
            setPreview(null);
            setRangeProblem(sentenceOf(error));
          }),
      selection.kind === 'range' ? PAUSE : 0,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [capture, format, selection, frames]);
  return { preview, rangeProblem, selection: rangeProblem === '' ? selection : null };
}

function selectionOf(which: PacketChoice, range: string, view: number | undefined): Selection | null {
  switch (which) {
    case 'all':
    case 'marked':
      return { kind: which };
    case 'displayed':
      return view === undefined ? null : { kind: 'displayed', view };
    case 'range':
      return range.trim() === '' ? null : { kind: 'range', range };
  }
}
