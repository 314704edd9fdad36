import { Checkbox, Radio, RadioGroup } from '@blueprintjs/core';
import { useState } from 'react';
import { shownColumns } from '../packet-list/column-layout.ts';
import { columnOf } from '../packet-list/columns.ts';
import { useList } from '../packet-list/list-state.ts';
import { type CaptureState, useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import { byteText, countText, numberText } from '../status/number-texts.ts';
import {
  type FileFormat,
  folderOf,
  isTextForm,
  nameOf,
  suggestedName,
  type TextForm,
  withEnding,
} from './file-names.ts';
import { SaveForm } from './SaveForm.tsx';
import type { Saved } from './save-commands.ts';
import { type PacketChoice, useSavePreview } from './use-save-preview.ts';

interface SaveDialogProps {
  readonly capture: CaptureState;
  /** all: saves the capture. chosen: asks which packets. */
  readonly packets: 'all' | 'chosen';
  readonly close: (saved?: Saved) => void;
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
  const view = useApp((s) => (s.active === capture.capture ? s.view : null));
  const [format, setFormat] = useState<FileFormat | TextForm>('pcapng');
  const [gzip, setGzip] = useState(false);
  const [which, setWhich] = useState<PacketChoice>('all');
  const [range, setRange] = useState('');
  const [name, setName] = useState(() =>
    suggestedName(capture.path ? nameOf(capture.path) : capture.title, format, gzip),
  );
  const { preview, rangeProblem, selection } = useSavePreview(capture, format, which, range, view?.view);

  const changeFormat = (next: FileFormat | TextForm, zipped: boolean): void => {
    setFormat(next);
    setGzip(zipped);
    setName((now) => withEnding(now, next, zipped));
  };
  const remark = preview && [
    countText(preview.frames, 'packet'),
    ...(isTextForm(format) ? [] : [`about ${byteText(preview.bytes)}${gzip ? ' before compression' : ''}`]),
  ];
  return (
    <SaveForm<Saved>
      title={packets === 'chosen' ? 'Export Packets' : `Save "${capture.title}"`}
      name={name}
      rename={setName}
      startIn={capture.path ? folderOf(capture.path) : undefined}
      choices={`${format} ${gzip}`}
      ready={preview !== null && preview.refused === null && preview.frames > 0 && selection !== null}
      write={async (path, overwrite, options) => {
        if (selection === null) throw new Error('It is not said which packets are saved.');
        const what = { capture: capture.capture, selection, path, overwrite };
        return isTextForm(format)
          ? client().call('files.saveTexts', { ...what, form: format, ...listColumns() }, options)
          : client().call('files.save', { ...what, format, gzip }, options);
      }}
      packets={preview?.frames ?? 0}
      remark={remark?.join(', ') ?? null}
      problem={rangeProblem || (preview?.refused ?? '')}
      advice={
        preview &&
        preview.losses.length > 0 && (
          <ul className="save-losses" aria-label="What this format does not hold">
            {preview.losses.map((loss) => (
              <li key={loss}>{loss}</li>
            ))}
          </ul>
        )
      }
      close={close}
    >
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
    </SaveForm>
  );
}
