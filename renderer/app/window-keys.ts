import { commandOfKeys, editsText } from '../menu/keys.ts';
import { isMac } from '../menu/platform.ts';
import { hasCommand, runCommand } from './commands.ts';
import { useDialogs } from './dialogs.ts';
import { focusNextPane } from './pane-focus.ts';

/** Carries out commands by their keys, wherever the focus is. What a dialog or a text field needs stays theirs. */
export function startWindowKeys(): void {
  window.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === 'F6' && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      if (useDialogs.getState().shown.length === 0) focusNextPane(event.shiftKey ? -1 : 1);
      return;
    }
    if (withoutFocus(event)) return;
    const command = commandOfKeys(event, isMac);
    if (selectsAll(event) && !isTextField(event.target)) event.preventDefault();
    if (command === undefined || !hasCommand(command)) return;
    if (editsText(event) && isTextField(event.target)) return;
    // The browser's own meaning of the keys, as loading the page again, would be a surprise over a dialog too.
    event.preventDefault();
    if (useDialogs.getState().shown.length === 0) runCommand(command);
  });
}

/** Keys of the packet list: stepping, and what begins a filter. */
const listKeys = /^(Arrow(Up|Down)|Page(Up|Down)|Home|End|[\w!(])$/;

/** Keys that nothing has the focus for, as after a click beside everything: for the dialog that is open, else for the list. */
function withoutFocus(event: KeyboardEvent): boolean {
  if (event.target !== document.body || event.ctrlKey || event.altKey || event.metaKey) return false;
  const dialog = useDialogs.getState().shown.at(-1);
  if (dialog) {
    if (event.key !== 'Escape') return false;
    dialog.close();
    return true;
  }
  const list = document.querySelector<HTMLElement>('.packet-list');
  if (!list || !listKeys.test(event.key)) return false;
  event.preventDefault();
  list.focus({ preventScroll: true });
  const { key, shiftKey } = event;
  list.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }));
  return true;
}

/** What the browser does with these keys, selecting all of the page's texts, is of no use in a window. */
function selectsAll({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return key === 'a' && (ctrlKey || metaKey) && !altKey && !shiftKey;
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !/^(checkbox|radio|button|submit|range)$/.test(target.type);
}
