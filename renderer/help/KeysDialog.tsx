import { Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { type MenuCommand, type MenuEntry, menuCommands, menus } from '../../contract/menu.ts';
import { hasCommand } from '../app/commands.ts';
import { DialogButton } from '../app/DialogButton.tsx';
import { takeFocus } from '../app/first-focus.ts';
import { shownKeys } from '../menu/platform.ts';
import './help.css';
import { paneKeys } from './pane-keys.ts';

/** All keys, by menu and by place. */
export function KeysDialog({ close }: { readonly close: () => void }) {
  const groups = [
    ...menus.map(({ title, entries }) => ({
      title,
      keys: commandsIn(entries)
        .filter((command) => hasCommand(command) && shownKeys(command) !== '')
        .map((command) => ({ keys: shownKeys(command), what: menuCommands[command].title.replace('…', '') })),
    })),
    ...paneKeys,
  ].filter(({ keys }) => keys.length > 0);
  return (
    <Dialog isOpen title="Keyboard Shortcuts" onClose={close} className="keys-dialog">
      <DialogBody>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys */}
        <div className="keys-groups" tabIndex={0} ref={takeFocus}>
          {groups.map(({ title, keys }) => (
            <section key={title}>
              <h3>{title}</h3>
              <dl>
                {keys.map((key) => (
                  <div key={key.what} className="keys-row">
                    <dt>{key.what}</dt>
                    <dd>
                      <kbd>{key.keys}</kbd>
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </DialogBody>
      <DialogFooter
        actions={
          <DialogButton intent="primary" onClick={close}>
            Close
          </DialogButton>
        }
      />
    </Dialog>
  );
}

function commandsIn(entries: readonly MenuEntry[]): MenuCommand[] {
  return entries.flatMap((entry) => {
    if (entry === '-') return [];
    return typeof entry === 'string' ? [entry as MenuCommand] : commandsIn(entry.entries);
  });
}
