import { type MenuCommand, menuCommands } from '../../contract/menu.ts';

/** The part of a `KeyboardEvent` that keys are told by. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Keys besides those of the table, as Wireshark has them. */
const others: readonly (readonly [string, MenuCommand])[] = [
  ['F8', 'go.next'],
  ['F7', 'go.previous'],
  // What TLS carries is not decrypted: its stream is the one of TCP.
  ['Mod+Alt+Shift+S', 'analyze.follow-tcp'],
];

/** Keys that a browser keeps for itself in a tab; in a window without tabs the page gets them. */
const browserKeys: ReadonlySet<string> = new Set(['Mod+N', 'Mod+Shift+N', 'Mod+T', 'Mod+Shift+T', 'Mod+W']);

/** Keys with which text is edited: they belong to the text field that has the focus. */
const editingKeys: ReadonlySet<string> = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End']);

/** The command whose keys are pressed. `isMac`: Command instead of Ctrl. */
export function commandOfKeys(press: KeyPress, isMac: boolean): MenuCommand | undefined {
  for (const [command, { keys }] of Object.entries(menuCommands)) {
    if (keys !== undefined && isPressed(keys, press, isMac)) return command as MenuCommand;
  }
  return others.find(([keys]) => isPressed(keys, press, isMac))?.[1];
}

/** Whether a text field needs the pressed keys itself. */
export function editsText(press: KeyPress): boolean {
  const modified = press.ctrlKey || press.metaKey || press.altKey;
  return editingKeys.has(press.key) || (!modified && press.key.length === 1);
}

function isPressed(keys: string, press: KeyPress, isMac: boolean): boolean {
  const { key, modifiers } = partsOf(keys);
  const mod = isMac ? press.metaKey : press.ctrlKey;
  const other = isMac ? press.ctrlKey : press.metaKey;
  if (other || mod !== modifiers.includes('Mod')) return false;
  if (press.altKey !== modifiers.includes('Alt') || press.shiftKey !== modifiers.includes('Shift')) return false;
  if (press.key.toLowerCase() === (key === 'Space' ? ' ' : key.toLowerCase())) return true;
  // With Alt some keyboards give another character than the one printed on the key.
  return press.altKey && (press.code === `Digit${key}` || press.code === `Key${key}`);
}

const names: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};

const macNames: Readonly<Record<string, string>> = { Mod: '⌘', Alt: '⌥', Shift: '⇧' };

/** Keys as a person reads them: `Ctrl+Shift+S`, on macOS `⇧⌘S`. */
export function keyText(keys: string, isMac: boolean): string {
  const { key, modifiers } = partsOf(keys);
  const last = names[key] ?? key;
  if (isMac)
    return `${[...modifiers]
      .reverse()
      .map((name) => macNames[name] ?? name)
      .join('')}${last}`;
  return [...modifiers.map((name) => (name === 'Mod' ? 'Ctrl' : name)), last].join('+');
}

/** Keys of a command as a person reads them, empty where there are none that work. `inTab`: the browser takes some. */
export function keysOf(command: MenuCommand, isMac: boolean, inTab: boolean): string {
  const { keys } = menuCommands[command];
  return keys === undefined || (inTab && browserKeys.has(keys)) ? '' : keyText(keys, isMac);
}

/** The last word is the key; `Mod++` and the like end with the plus sign itself. */
function partsOf(keys: string): { key: string; modifiers: readonly string[] } {
  const words = keys.endsWith('++') ? [...keys.slice(0, -2).split('+'), '+'] : keys.split('+');
  return { key: words.at(-1) as string, modifiers: words.slice(0, -1) };
}
