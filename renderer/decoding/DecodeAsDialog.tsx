import { Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { useEffect, useState } from 'react';
import type { Result } from '../../contract/contract.ts';
import type { decodeTables } from '../../contract/messages/decoding.ts';
import { DialogButton } from '../app/DialogButton.tsx';
import { type EditableColumn, EditableRows } from '../editable-rows/EditableRows.tsx';
import { sentenceOf } from '../notices/notices-state.ts';
import { client } from '../state/session.ts';
import { applyChoices, type DecodeChoice } from './decode-choices.ts';

interface DecodeAsDialogProps {
  /** A number to begin with: that of the selected packet. */
  readonly suggested: DecodeChoice | undefined;
  readonly close: () => void;
}

/** Which bytes are decoded as what, against what their numbers say. */
export function DecodeAsDialog({ suggested, close }: DecodeAsDialogProps) {
  const [tables, setTables] = useState<Result<typeof decodeTables>>([]);
  const [rows, setRows] = useState<readonly DecodeChoice[]>([]);
  const [problem, setProblem] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: asks once
  useEffect(() => {
    Promise.all([client().call('decoding.tables'), client().call('decoding.choices')])
      .then(([known, choices]) => {
        setTables(known);
        const there = choices.some(({ table, value }) => table === suggested?.table && value === suggested.value);
        setRows(suggested && !there ? [...choices, suggested] : choices);
      })
      .catch((error) => setProblem(sentenceOf(error)));
  }, []);
  const save = async (): Promise<void> => {
    try {
      await applyChoices(rows);
      close();
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  };
  return (
    <Dialog isOpen title="Decode As" onClose={close} className="filters-dialog">
      <DialogBody>
        <p className="coloring-advice">
          What a port or another number leads to, in the place of what it stands for. The capture is read again.
        </p>
        {rows.length === 0 && <p className="panes-empty">Nothing is decoded otherwise yet. Add makes a choice.</p>}
        <EditableRows columns={columnsOf(tables)} rows={rows} changeRows={setRows} />
        <p className="files-problem" role="alert">
          {problem}
        </p>
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <DialogButton onClick={close}>Cancel</DialogButton>
            <DialogButton intent="primary" onClick={() => void save()}>
              Apply
            </DialogButton>
          </>
        }
      >
        <DialogButton
          disabled={rows.length >= 200}
          onClick={() => setRows([...rows, { table: 'tcp.port', value: 0, protocol: 'data' }])}
        >
          Add
        </DialogButton>
      </DialogFooter>
    </Dialog>
  );
}

function columnsOf(tables: Result<typeof decodeTables>): readonly EditableColumn<DecodeChoice>[] {
  return [
    {
      title: 'Number',
      cell: ({ table }, change) => (
        <select
          className="tool-field"
          aria-label="Number"
          value={table}
          onChange={(event) => change({ table: event.target.value, protocol: 'data' })}
        >
          {tables.map((one) => (
            <option key={one.table} value={one.table}>
              {one.title}
            </option>
          ))}
        </select>
      ),
    },
    {
      title: 'Value',
      cell: ({ value }, change) => (
        <input
          className="tool-field"
          type="number"
          aria-label="Value"
          min={0}
          max={65535}
          value={value}
          onChange={(event) => change({ value: Math.max(0, Math.min(65535, Math.trunc(Number(event.target.value)))) })}
        />
      ),
    },
    {
      title: 'Decoded as',
      wide: true,
      cell: ({ table, protocol }, change) => (
        <select
          className="tool-field"
          aria-label="Protocol"
          value={protocol}
          onChange={(event) => change({ protocol: event.target.value })}
        >
          {tables
            .find((one) => one.table === table)
            ?.protocols.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
        </select>
      ),
    },
  ];
}
