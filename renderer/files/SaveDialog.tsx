import { Checkbox, Dialog, DialogBody, DialogFooter, Radio, RadioGroup } from '@blueprintjs/core';
import { useEffect, useRef, useState } from 'react';
import { DialogButton } from '../app/DialogButton.tsx';
import { sentenceOf } from '../notices/notices-state.ts';
import { shownColumns } from '../packet-list/column-layout.ts';
import { columnOf } from '../packet-list/columns.ts';
import { useList } from '../packet-list/list-state.ts';
import { type CaptureState, useApp } from '../state/app-state.ts';
import { client, host } from '../state/session.ts';
import { byteText, countText, numberText } from '../status/number-texts.ts';
import { FolderBrowser } from './FolderBrowser.tsx';
import {
  type FileFormat,
  folderOf,
  isTextForm,
  joined,
  nameOf,
  suggestedName,
  type TextForm,
  withEnding,
} from './file-names.ts';
import './files.css';
import { PathField } from './PathField.tsx';
import { useRecent } from './recent-files.ts';
import type { Saved } from './save-commands.ts';
import { useFolder } from './use-folder.ts';
import { type PacketChoice, useSavePreview } from './use-save-preview.ts';

interface SaveDialogProps {
  readonly capture: CaptureState;
  /** all: saves the capture. chosen: asks which packets. */
  readonly packets: 'all' | 'chosen';
  readonly close: (saved?: Saved) => void;
}

interface Saving {
  readonly done: number;
  readonly total: number;
  readonly abort: AbortController;
}

const formats: readonly { value: FileFormat; label: string; help: string }[] = [
  { value: 'pcapng', label: 'pcapng', help: 'Keeps everything: interfaces, comments, names, secrets.' },
  { value: 'pcap', label: 'pcap', help: 'For old programs: one link type, times in microseconds, nothing but frames.' },
  { value: 'pcap-nanoseconds', label: 'pcap (ns)', help: 'The same with times in nanoseconds.' },
];

const textForms: readonly { value: TextForm; label: string; help: string }[] = [
  { value: 'text', label: 'Text', help: 'A line a packet, as the list shows it.' },
  { value: 'details', label: 'Details', help: 'Every field of every packet.' },
  { value: 'hex', label: 'Hex dump', help: 'The bytes of every packet.' },
  { value: 'csv', label: 'CSV', help: 'The columns of the list, for spreadsheets.' },
  { value: 'json', label: 'JSON', help: 'Every field, as tshark -T json writes it.' },
  { value: 'pdml', label: 'PDML', help: 'Every field, as the XML that tshark -T pdml writes.' },
];

function listColumns() {
  const columns = shownColumns(useList.getState().columns).map((id) => ({ id, title: columnOf(id).title }));
  return { columns, timeFormat: useApp.getState().timeFormat };
}

/** Saves a capture, or some of its packets, to a file. */
export function SaveDialog({ capture, packets, close }: SaveDialogProps) {
  const ownDialog = host().kind === 'browser';
  const view = useApp((s) => (s.active === capture.capture ? s.view : null));
  const [format, setFormat] = useState<FileFormat | TextForm>('pcapng');
  const [gzip, setGzip] = useState(false);
  const [which, setWhich] = useState<PacketChoice>('all');
  const [range, setRange] = useState('');
  const [name, setName] = useState(() =>
    suggestedName(capture.path ? nameOf(capture.path) : capture.title, format, gzip),
  );
  const [problem, setProblem] = useState('');
  /** Path of a file that would be replaced, empty for none. */
  const [replaces, setReplaces] = useState('');
  const [saving, setSaving] = useState<Saving | null>(null);
  const folder = useFolder();
  const field = useRef<HTMLInputElement>(null);
  const { preview, rangeProblem, selection } = useSavePreview(capture, format, which, range, view?.view);

  // biome-ignore lint/correctness/useExhaustiveDependencies: starts once, where files were saved last
  useEffect(() => {
    if (!ownDialog) return;
    const last = capture.path ? folderOf(capture.path) : useRecent.getState().folders[0];
    void folder.go(last ?? '').then((found) => found ?? folder.go(''));
    field.current?.focus();
    field.current?.setSelectionRange(0, name.lastIndexOf('.'));
  }, []);

  const changeFormat = (next: FileFormat | TextForm, zipped: boolean): void => {
    setFormat(next);
    setGzip(zipped);
    setName((now) => withEnding(now, next, zipped));
    setReplaces('');
  };

  const write = async (path: string, overwrite: boolean): Promise<void> => {
    if (selection === null) return;
    const abort = new AbortController();
    setSaving({ done: 0, total: preview?.frames ?? 0, abort });
    setProblem('');
    setReplaces('');
    try {
      const options = {
        signal: abort.signal,
        onProgress: ({ done = 0, total = 0 }) => setSaving({ done, total, abort }),
      };
      const what = { capture: capture.capture, selection, path, overwrite };
      const saved = isTextForm(format)
        ? await client().call('files.saveTexts', { ...what, form: format, ...listColumns() }, options)
        : await client().call('files.save', { ...what, format, gzip }, options);
      close(saved);
    } catch (error) {
      setSaving(null);
      const { code } = error as { code?: string };
      if (code === 'exists') setReplaces(path);
      else if (code !== 'cancelled') setProblem(sentenceOf(error));
    }
  };
  const save = async (): Promise<void> => {
    if (ownDialog) {
      // A folder that was typed a moment ago may not be listed yet.
      const shown = await folder.settled();
      return shown ? write(joined(shown.path, name.trim()), false) : undefined;
    }
    const path = await host().chooseSavePath(capture.path ? joined(folderOf(capture.path), name) : name);
    if (path) await write(path, true);
  };

  const ready =
    preview !== null && preview.refused === null && preview.frames > 0 && selection !== null && name.trim() !== '';
  const title = packets === 'chosen' ? 'Export Packets' : `Save "${capture.title}"`;
  return (
    <Dialog
      isOpen
      title={title}
      onClose={() => saving?.abort.abort() ?? close()}
      className="files-dialog"
      canOutsideClickClose={false}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !saving) void save();
        }}
      >
        <DialogBody className="files-body">
          {ownDialog && (
            <>
              <PathField folder={folder} />
              <FolderBrowser
                folder={folder}
                shows={() => true}
                first={false}
                select={(entry) => {
                  if (entry) setName(entry.name);
                  setReplaces('');
                }}
                open={() => void save()}
                empty="This folder is empty."
              />
            </>
          )}
          <dl className="save-options">
            <dt>
              <label htmlFor="save-name">File name</label>
            </dt>
            <dd>
              <input
                id="save-name"
                ref={field}
                className="tool-field path-text"
                spellCheck={false}
                autoComplete="off"
                value={name}
                disabled={!ownDialog}
                onChange={(event) => {
                  setName(event.target.value);
                  setReplaces('');
                }}
              />
            </dd>
            <dt>Format</dt>
            <dd>
              <RadioGroup
                inline
                selectedValue={format}
                onChange={(event) => changeFormat(event.currentTarget.value as FileFormat | TextForm, gzip)}
              >
                {[...formats, ...(packets === 'chosen' ? textForms : [])].map(({ value, label, help }) => (
                  <Radio key={value} value={value} label={label} title={help} />
                ))}
              </RadioGroup>
              <Checkbox
                disabled={isTextForm(format)}
                checked={gzip && !isTextForm(format)}
                label="gzip"
                title="Compressed; Wireshark and tcpdump's friends open it as it is"
                onChange={(event) => changeFormat(format, event.currentTarget.checked)}
              />
            </dd>
            {packets === 'chosen' && (
              <>
                <dt>Packets</dt>
                <dd>
                  <RadioGroup
                    inline
                    selectedValue={which}
                    onChange={(event) => setWhich(event.currentTarget.value as PacketChoice)}
                  >
                    <Radio value="all" label={`All (${numberText(capture.frames)})`} />
                    <Radio value="displayed" label={`Displayed (${numberText(view?.total ?? 0)})`} disabled={!view} />
                    <Radio value="marked" label="Marked" />
                    <Radio value="range" label="Range" />
                  </RadioGroup>
                  <input
                    className="tool-field save-range"
                    aria-label="Range of packets"
                    placeholder="1-10,15,20-"
                    autoComplete="off"
                    value={range}
                    aria-invalid={rangeProblem !== ''}
                    onFocus={() => setWhich('range')}
                    onChange={(event) => setRange(event.target.value)}
                  />
                </dd>
              </>
            )}
          </dl>
          {preview && preview.losses.length > 0 && (
            <ul className="save-losses" aria-label="What this format does not hold">
              {preview.losses.map((loss) => (
                <li key={loss}>{loss}</li>
              ))}
            </ul>
          )}
          <p className="files-problem" role="alert">
            {problem || folder.problem || rangeProblem || preview?.refused}
          </p>
          {replaces !== '' && (
            <div className="save-exists" role="alert">
              <span>"{nameOf(replaces)}" exists already. What it holds would be lost.</span>
              <DialogButton intent="danger" onClick={() => void write(replaces, true)}>
                Replace
              </DialogButton>
            </div>
          )}
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <DialogButton onClick={() => (saving ? saving.abort.abort() : close())}>Cancel</DialogButton>
              <DialogButton type="submit" intent="primary" disabled={!ready || replaces !== ''} busy={saving !== null}>
                {ownDialog ? 'Save' : 'Choose Where to Save…'}
              </DialogButton>
            </>
          }
        >
          <div className="save-preview">
            {saving ? (
              <div className="save-progress">
                <progress
                  aria-label="Saving"
                  max={saving.total || undefined}
                  value={saving.total ? saving.done : undefined}
                />
                {countText(saving.done, 'packet')}
              </div>
            ) : (
              preview &&
              [
                countText(preview.frames, 'packet'),
                ...(isTextForm(format) ? [] : [`about ${byteText(preview.bytes)}${gzip ? ' before compression' : ''}`]),
              ].join(', ')
            )}
          </div>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
