import { hint } from './hint.ts';

/** Puts text on the clipboard and says so; `what` begins the sentence: "3 rows". */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    if (!copyBySelection(text)) return hint('The clipboard could not be written. Click into the window and try again.');
  }
  hint(`${what} copied`);
}

/** The older way, for hosts that do not permit the other. */
function copyBySelection(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.className = 'panes-clipboard';
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return done;
}
