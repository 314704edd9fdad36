import { Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { useState } from 'react';
import { DialogButton } from '../app/DialogButton.tsx';
import { Glyph } from '../app/glyphs.tsx';
import './coloring.css';
import { changeRules, useColoring } from './coloring-state.ts';
import { type ColoringRule, defaultRules, notApplicable } from './default-rules.ts';

/** The colouring rules: the first that fits a packet gives its row its colours. */
export function ColoringDialog({ close }: { readonly close: () => void }) {
  const [rules, setRules] = useState<readonly ColoringRule[]>(() => useColoring.getState().rules);
  const problems = useColoring((s) => s.problems);
  const change = (at: number, part: Partial<ColoringRule>): void =>
    setRules(rules.map((rule, n) => (n === at ? { ...rule, ...part } : rule)));
  const move = (at: number, by: -1 | 1): void => {
    const moved = [...rules];
    const [rule] = moved.splice(at, 1);
    moved.splice(at + by, 0, rule);
    setRules(moved);
  };
  const add = (): void =>
    setRules([{ name: 'New rule', filter: '', background: '#fff2a8', foreground: '#12272e', enabled: true }, ...rules]);
  return (
    <Dialog isOpen title="Colouring Rules" onClose={close} className="coloring-dialog" canOutsideClickClose={false}>
      <DialogBody>
        <p className="coloring-advice">The first rule whose filter a packet passes colours its row.</p>
        <table className="filters-table">
          <thead>
            <tr>
              <th aria-label="In use" />
              <th>Name</th>
              <th>Display filter</th>
              <th>Ground</th>
              <th>Text</th>
              <th aria-label="Order" />
            </tr>
          </thead>
          <tbody>
            {rules.map(({ name, filter, background, foreground, enabled }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rules have no other identity while they are edited
              <tr key={at}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={`Use ${name}`}
                    checked={enabled}
                    onChange={(event) => change(at, { enabled: event.target.checked })}
                  />
                </td>
                <td className="coloring-name">
                  <input
                    className="tool-field"
                    aria-label="Name"
                    style={{ background, color: foreground }}
                    value={name}
                    maxLength={80}
                    onChange={(event) => change(at, { name: event.target.value })}
                  />
                </td>
                <td>
                  <input
                    className={`tool-field filters-text ${problems.has(filter) ? 'late-field-bad' : ''}`}
                    aria-label="Display filter"
                    title={problems.get(filter) ?? filter}
                    spellCheck={false}
                    value={filter}
                    maxLength={8000}
                    onChange={(event) => change(at, { filter: event.target.value })}
                  />
                </td>
                <td>
                  <input
                    type="color"
                    aria-label="Ground"
                    value={background}
                    onChange={(event) => change(at, { background: event.target.value })}
                  />
                </td>
                <td>
                  <input
                    type="color"
                    aria-label="Text"
                    value={foreground}
                    onChange={(event) => change(at, { foreground: event.target.value })}
                  />
                </td>
                <td className="coloring-order">
                  <button
                    type="button"
                    className="quiet-button"
                    title="Earlier"
                    disabled={at === 0}
                    onClick={() => move(at, -1)}
                  >
                    ↑
                  </button>
                  <button
                    type="button"
                    className="quiet-button"
                    title="Later"
                    disabled={at === rules.length - 1}
                    onClick={() => move(at, 1)}
                  >
                    ↓
                  </button>
                  <button
                    type="button"
                    className="quiet-button"
                    title="Remove"
                    onClick={() => setRules(rules.filter((_, n) => n !== at))}
                  >
                    <Glyph name="close" />
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
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
