import { Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { useState } from 'react';
import { DialogButton } from '../app/DialogButton.tsx';
import { type EditableColumn, EditableRows } from '../editable-rows/EditableRows.tsx';
import './coloring.css';
import { changeRules, useColoring } from './coloring-state.ts';
import { type ColoringRule, defaultRules, notApplicable } from './default-rules.ts';

/** The colouring rules: the first that fits a packet gives its row its colours. */
export function ColoringDialog({ close }: { readonly close: () => void }) {
  const [rules, setRules] = useState<readonly ColoringRule[]>(() => useColoring.getState().rules);
  const problems = useColoring((s) => s.problems);
  const add = (): void =>
    setRules([{ name: 'New rule', filter: '', background: '#fff2a8', foreground: '#12272e', enabled: true }, ...rules]);
  return (
    <Dialog isOpen title="Colouring Rules" onClose={close} className="coloring-dialog" canOutsideClickClose={false}>
      <DialogBody>
        <p className="coloring-advice">The first rule whose filter a packet passes colours its row.</p>
        <EditableRows columns={columnsOf(problems)} rows={rules} changeRows={setRules} ordered />
        <p className="coloring-advice">
          Wireshark's rules {notApplicable.join(', ')} ask for what is not decoded here; they are not in the list.
        </p>
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <DialogButton onClick={close}>Cancel</DialogButton>
            <DialogButton onClick={() => changeRules(rules)}>Apply</DialogButton>
            <DialogButton
              intent="primary"
              onClick={() => {
                changeRules(rules);
                close();
              }}
            >
              Save
            </DialogButton>
          </>
        }
      >
        <DialogButton disabled={rules.length >= 180} onClick={add}>
          Add
        </DialogButton>
        <DialogButton onClick={() => setRules(defaultRules)}>Default Rules</DialogButton>
      </DialogFooter>
    </Dialog>
  );
}

function columnsOf(problems: ReadonlyMap<string, string>): readonly EditableColumn<ColoringRule>[] {
  return [
    {
      title: 'In use',
      untitled: true,
      cell: ({ name, enabled }, change) => (
        <input
          type="checkbox"
          aria-label={`Use ${name}`}
          checked={enabled}
          onChange={(event) => change({ enabled: event.target.checked })}
        />
      ),
    },
    {
      title: 'Name',
      cell: ({ name, background, foreground }, change) => (
        <input
          className="tool-field coloring-name"
          aria-label="Name"
          style={{ background, color: foreground }}
          value={name}
          maxLength={80}
          onChange={(event) => change({ name: event.target.value })}
        />
      ),
    },
    {
      title: 'Display filter',
      wide: true,
      cell: ({ filter }, change) => (
        <input
          className={`tool-field filters-text ${problems.has(filter) ? 'late-field-bad' : ''}`}
          aria-label="Display filter"
          title={problems.get(filter) ?? filter}
          spellCheck={false}
          value={filter}
          maxLength={8000}
          onChange={(event) => change({ filter: event.target.value })}
        />
      ),
    },
    colorColumn('Ground', 'background'),
    colorColumn('Text', 'foreground'),
  ];
}

function colorColumn(title: string, part: 'background' | 'foreground'): EditableColumn<ColoringRule> {
  return {
    title,
    cell: (rule, change) => (
      <input
        type="color"
        aria-label={title}
        value={rule[part]}
        onChange={(event) => change({ [part]: event.target.value })}
      />
    ),
  };
}
