import { Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { useState } from 'react';
import { DialogButton } from '../app/DialogButton.tsx';
import { Glyph } from '../app/glyphs.tsx';
import { changeSaved, type SavedFilter, useFilter } from './filter-state.ts';

interface DisplayFiltersDialogProps {
  /** A filter to be saved, without a name yet. */
  readonly adding: string | undefined;
  readonly close: () => void;
}

/** Saved display filters: their names, their texts, and which of them are buttons beside the bar. */
export function DisplayFiltersDialog({ adding, close }: DisplayFiltersDialogProps) {
  const [rows, setRows] = useState<readonly SavedFilter[]>(() => {
    const { saved } = useFilter.getState();
    return adding === undefined ? saved : [...saved, { name: '', text: adding, button: false }];
  });
  const change = (at: number, part: Partial<SavedFilter>): void =>
    setRows(rows.map((row, n) => (n === at ? { ...row, ...part } : row)));
  const names = rows.map(({ name }) => name.trim());
  const problem = rows.some(({ text }) => text.trim() === '')
    ? 'Every filter needs a text.'
    : names.includes('')
      ? 'Every filter needs a name.'
      : new Set(names).size < names.length
        ? 'Two filters have the same name.'
        : '';
  const save = (): void => {
    changeSaved(rows.map(({ name, text, button }) => ({ name: name.trim(), text: text.trim(), button })));
    close();
  };
  return (
    <Dialog isOpen title="Display Filters" onClose={close} className="filters-dialog">
      <DialogBody>
        {rows.length === 0 && <p className="panes-empty">No filters are saved. Add one, or save the one in the bar.</p>}
        {rows.length > 0 && (
          <table className="filters-table">
            <thead>
              <tr>
                <th>Name</th>
                <th>Filter</th>
                <th title="Shown as a button beside the filter bar">Button</th>
                <th aria-label="Remove" />
              </tr>
            </thead>
            <tbody>
              {rows.map(({ name, text, button }, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity while they are edited
                <tr key={at}>
                  <td>
                    <input
                      className="tool-field"
                      aria-label="Name"
                      autoFocus={adding !== undefined && at === rows.length - 1}
                      value={name}
                      maxLength={80}
                      onChange={(event) => change(at, { name: event.target.value })}
                    />
                  </td>
                  <td>
                    <input
                      className="tool-field filters-text"
                      aria-label="Filter"
                      value={text}
                      maxLength={8000}
                      spellCheck={false}
                      onChange={(event) => change(at, { text: event.target.value })}
                    />
                  </td>
                  <td>
                    <input
                      type="checkbox"
                      aria-label="Button"
                      checked={button}
                      onChange={(event) => change(at, { button: event.target.checked })}
                    />
                  </td>
                  <td>
                    <button
                      type="button"
                      className="quiet-button"
                      title="Remove"
                      onClick={() => setRows(rows.filter((_, n) => n !== at))}
                    >
                      <Glyph name="close" />
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <DialogButton onClick={close}>Cancel</DialogButton>
            <DialogButton intent="primary" disabled={problem !== ''} onClick={save}>
              Save
            </DialogButton>
          </>
        }
      >
        <DialogButton onClick={() => setRows([...rows, { name: '', text: '', button: false }])}>Add</DialogButton>
        {problem !== '' && <span className="filters-problem">{problem}</span>}
      </DialogFooter>
    </Dialog>
  );
}
