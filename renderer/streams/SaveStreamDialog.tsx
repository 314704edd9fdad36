import { useState } from 'react';
import { SaveForm } from '../files/SaveForm.tsx';
import { client } from '../state/session.ts';
import { byteText } from '../status/number-texts.ts';
import type { SavedStream } from './stream-commands.ts';
import { formTitles, type StreamDirection, type StreamForm, type StreamState } from './streams-state.ts';

interface SaveStreamDialogProps {
  readonly state: StreamState;
  readonly form: StreamForm;
  readonly direction: StreamDirection;
  readonly close: (saved?: SavedStream) => void;
}

const endings: Readonly<Record<StreamForm, string>> = {
  text: 'txt',
  'utf-8': 'txt',
  ebcdic: 'txt',
  hex: 'txt',
  raw: 'bin',
  c: 'c',
  yaml: 'yaml',
};

/** Saves a stream, or one direction of it, in the form that is chosen. */
export function SaveStreamDialog({ state, form: shownForm, direction: shownDirection, close }: SaveStreamDialogProps) {
  const base = `${state.protocol}-stream-${state.number}`;
  const [form, setForm] = useState(shownForm);
  const [direction, setDirection] = useState(shownDirection);
  const [name, setName] = useState(`${base}.${endings[shownForm]}`);
  const bytes = direction === 'both' ? state.client.bytes + state.server.bytes : state[direction].bytes;
  return (
    <SaveForm<SavedStream>
      title="Save Stream"
      name={name}
      rename={setName}
      startIn={undefined}
      choices={`${direction} ${form}`}
      ready
      write={(path, overwrite, { signal }) =>
        client().call('streams.save', { id: state.id, form, direction, path, overwrite }, { signal })
      }
      remark={`${byteText(bytes)} of the stream`}
      problem=""
      close={close}
    >
      <dt>
        <label htmlFor="stream-side">Direction</label>
      </dt>
      <dd>
        <select
          id="stream-side"
          className="tool-field"
          value={direction}
          onChange={(event) => setDirection(event.target.value as StreamDirection)}
        >
          <option value="both">Both directions</option>
          <option value="client">Sent by {state.client.end}</option>
          <option value="server">Sent by {state.server.end}</option>
        </select>
      </dd>
      <dt>
        <label htmlFor="stream-form">Form</label>
      </dt>
      <dd>
        <select
          id="stream-form"
          className="tool-field"
          value={form}
          onChange={(event) => {
            const next = event.target.value as StreamForm;
            if (name === `${base}.${endings[form]}`) setName(`${base}.${endings[next]}`);
            setForm(next);
          }}
        >
          {Object.entries(formTitles).map(([id, title]) => (
            <option key={id} value={id}>
              {id === 'raw' ? 'Raw: the bytes themselves' : title}
            </option>
          ))}
        </select>
      </dd>
    </SaveForm>
  );
}
