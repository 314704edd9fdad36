import { Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { type ReactNode, useState } from 'react';
import { DialogButton } from '../app/DialogButton.tsx';
import { takeFocus } from '../app/first-focus.ts';
import { type EditableColumn, EditableRows } from '../editable-rows/EditableRows.tsx';

export interface NamedText {
  readonly name: string;
  readonly text: string;
}

interface NamedTextsProps<T extends NamedText> {
  readonly title: string;
  /** Heading of the texts: what they are. */
  readonly texts: string;
  /** Said above the table, and where it is empty. */
  readonly remark: ReactNode;
  readonly rows: readonly T[];
  /** A row that is added, and whether one was added to begin with. */
  readonly blank: T;
  readonly adding?: boolean;
  /** What is wrong with the rows, empty for nothing; names that are missing or double are told already. */
  readonly problemOf?: (rows: readonly T[]) => string;
  readonly save: (rows: readonly T[]) => void;
  readonly close: () => void;
  /** A further column. */
  readonly extra?: EditableColumn<T>;
}

/** A dialog that edits texts by their names. */
export function NamedTexts<T extends NamedText>(props: NamedTextsProps<T>) {
  const { title, texts, remark, blank, adding = false, problemOf = () => '', save, close, extra } = props;
  const [rows, setRows] = useState<readonly T[]>(props.rows);
  const [focused, setFocused] = useState(adding ? rows.length - 1 : -1);
  const add = (): void => {
    setFocused(rows.length);
    setRows([...rows, blank]);
  };
  const columns: EditableColumn<T>[] = [
    {
      title: 'Name',
      cell: ({ name }, change, at) => (
        <input
          className="tool-field"
          aria-label="Name"
          ref={at === focused ? takeFocus : null}
          value={name}
          maxLength={60}
          onChange={(event) => change({ name: event.target.value } as Partial<T>)}
        />
      ),
    },
    {
      title: texts,
      wide: true,
      cell: ({ text }, change) => (
        <input
          className="tool-field filters-text"
          aria-label={texts}
          value={text}
          maxLength={8000}
          spellCheck={false}
          onChange={(event) => change({ text: event.target.value } as Partial<T>)}
        />
      ),
    },
    ...(extra ? [extra] : []),
  ];
  const problem = commonProblem(rows) || problemOf(rows);
  return (
    <Dialog isOpen title={title} onClose={close} className="filters-dialog">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (problem !== '') return;
          save(rows.map((row) => ({ ...row, name: row.name.trim(), text: row.text.trim() })));
          close();
        }}
      >
        <DialogBody>
          <p className="filters-remark">{remark}</p>
          <EditableRows columns={columns} rows={rows} changeRows={setRows} />
          {rows.length === 0 && <p className="panes-empty">There are none yet. Add makes one.</p>}
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <DialogButton onClick={close}>Cancel</DialogButton>
              <DialogButton type="submit" intent="primary" disabled={problem !== ''}>
                Save
              </DialogButton>
            </>
          }
        >
          <DialogButton onClick={add}>Add</DialogButton>
          {problem !== '' && <span className="filters-problem">{problem}</span>}
        </DialogFooter>
      </form>
    </Dialog>
  );
}

function commonProblem(rows: readonly NamedText[]): string {
  const names = rows.map(({ name }) => name.trim());
  if (rows.some(({ text }) => text.trim() === '')) return 'A text is missing.';
  if (names.includes('')) return 'A name is missing.';
  return new Set(names).size < names.length ? 'Two have the same name.' : '';
}
