import { Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { useState } from 'react';
import { DialogButton } from '../app/DialogButton.tsx';
import { Glyph } from '../app/glyphs.tsx';
import '../editable-rows/editable-rows.css';
import { attempt } from '../notices/notices-state.ts';
import { addProfile, DEFAULT, isName, removeProfile, switchTo, useProfiles } from './profiles-state.ts';

/** Profiles: sets of columns, colours, saved filters, panes and the like to change between. */
export function ProfilesDialog({ close }: { readonly close: () => void }) {
  const { current, names } = useProfiles();
  const [name, setName] = useState('');
  const wanted = name.trim();
  const usable = isName(wanted) && !names.includes(wanted);
  return (
    <Dialog isOpen title="Configuration Profiles" onClose={close}>
      <DialogBody>
        <p className="coloring-advice">
          A profile holds columns, colouring rules, saved filters, panes, time format, names, graphs, preferences and
          what is decoded as what.
        </p>
        <table className="editable-rows">
          <tbody>
            {names.map((one) => (
              <tr key={one}>
                <td className="editable-rows-wide">{one === current ? <b>{one}</b> : one}</td>
                <td>{one === current ? 'in use' : ''}</td>
                <td className="editable-rows-actions">
                  <DialogButton disabled={one === current} onClick={() => void attempt(() => switchTo(one))}>
                    Use
                  </DialogButton>
                  <button
                    type="button"
                    className="quiet-button"
                    title={one === DEFAULT ? 'The first profile stays' : 'Remove'}
                    disabled={one === DEFAULT || one === current}
                    onClick={() => removeProfile(one)}
                  >
                    <Glyph name="close" />
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </DialogBody>
      <DialogFooter actions={<DialogButton onClick={close}>Close</DialogButton>}>
        <form
          className="profile-new"
          onSubmit={(event) => {
            event.preventDefault();
            if (!usable) return;
            addProfile(wanted);
            setName('');
          }}
        >
          <input
            className="tool-field"
            aria-label="Name of a new profile"
            placeholder="New profile"
            maxLength={40}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <DialogButton type="submit" disabled={!usable}>
            Add a Copy of This One
          </DialogButton>
        </form>
      </DialogFooter>
    </Dialog>
  );
}
