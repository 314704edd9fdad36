/**
 * What the window can be told to do, with its words and keys. The desktop menu, the window's own menu and its keyboard
 * handling all come from here. In `keys`, `Mod` is Ctrl, on macOS Command; the last word is a `KeyboardEvent.key`.
 */
const commands = {
  'file.open': { title: 'Open…', keys: 'Mod+O' },
  'file.reload': { title: 'Reload', keys: 'Mod+Shift+F5' },
  'file.save': { title: 'Save', keys: 'Mod+S' },
  'file.save-as': { title: 'Save As…', keys: 'Mod+Shift+S' },
  'file.export-packets': { title: 'Export Packets…' },
  'file.properties': { title: 'Capture File Properties', keys: 'Mod+Alt+Shift+C' },
  'file.close': { title: 'Close', keys: 'Mod+W' },
  'edit.find': { title: 'Find Packet…', keys: 'Mod+F' },
  'edit.find-next': { title: 'Find Next', keys: 'Mod+N' },
  'edit.find-previous': { title: 'Find Previous', keys: 'Mod+B' },
  'edit.mark': { title: 'Mark or Unmark Packet', keys: 'Mod+M' },
  'edit.mark-displayed': { title: 'Mark All Displayed', keys: 'Mod+Shift+M' },
  'edit.unmark-all': { title: 'Unmark All', keys: 'Mod+Alt+M' },
  'edit.next-mark': { title: 'Next Mark', keys: 'Mod+Shift+N' },
  'edit.previous-mark': { title: 'Previous Mark', keys: 'Mod+Shift+B' },
  'edit.preferences': { title: 'Preferences…', keys: 'Mod+Shift+P' },
  'view.focus-filter': { title: 'Display Filter', keys: 'Mod+/' },
  'view.time-date': { title: 'Date and Time of Day', keys: 'Mod+Alt+1' },
  'view.time-of-day': { title: 'Time of Day', keys: 'Mod+Alt+2' },
  'view.time-epoch': { title: 'Seconds Since 1970-01-01', keys: 'Mod+Alt+3' },
  'view.time-since-first': { title: 'Seconds Since First Captured Packet', keys: 'Mod+Alt+4' },
  'view.time-since-previous': { title: 'Seconds Since Previous Captured Packet', keys: 'Mod+Alt+5' },
  'view.time-since-displayed': { title: 'Seconds Since Previous Displayed Packet', keys: 'Mod+Alt+6' },
  'view.time-utc-date': { title: 'UTC Date and Time of Day', keys: 'Mod+Alt+7' },
  'view.time-utc-of-day': { title: 'UTC Time of Day', keys: 'Mod+Alt+8' },
  'view.auto-scroll': { title: 'Follow New Packets' },
  'view.expand-all': { title: 'Expand All', keys: 'Mod+ArrowRight' },
  'view.collapse-all': { title: 'Collapse All', keys: 'Mod+ArrowLeft' },
  'view.resize-columns': { title: 'Fit Columns to Contents', keys: 'Mod+Shift+R' },
  'view.theme-system': { title: 'System' },
  'view.theme-light': { title: 'Light' },
  'view.theme-dark': { title: 'Dark' },
  'go.back': { title: 'Back', keys: 'Alt+ArrowLeft' },
  'go.forward': { title: 'Forward', keys: 'Alt+ArrowRight' },
  'go.packet': { title: 'Go to Packet…', keys: 'Mod+G' },
  'go.next': { title: 'Next Packet', keys: 'Mod+ArrowDown' },
  'go.previous': { title: 'Previous Packet', keys: 'Mod+ArrowUp' },
  'go.first': { title: 'First Packet', keys: 'Mod+Home' },
  'go.last': { title: 'Last Packet', keys: 'Mod+End' },
  'go.next-in-conversation': { title: 'Next Packet in Conversation', keys: 'Mod+.' },
  'go.previous-in-conversation': { title: 'Previous Packet in Conversation', keys: 'Mod+,' },
  'capture.options': { title: 'Options…', keys: 'Mod+K' },
  'capture.start-stop': { title: 'Start or Stop', keys: 'Mod+E' },
  'capture.restart': { title: 'Restart', keys: 'Mod+R' },
  'capture.refresh-interfaces': { title: 'Refresh Interfaces', keys: 'F5' },
  'help.keys': { title: 'Keyboard Shortcuts' },
  'help.guide': { title: 'User Guide', keys: 'F1' },
  'help.about': { title: 'About Osiscope' },
} satisfies Record<string, CommandText>;

export interface CommandText {
  title: string;
  keys?: string;
}

export type MenuCommand = keyof typeof commands;

export const menuCommands: Readonly<Record<MenuCommand, CommandText>> = commands;

/** A command, a line between groups, or a menu within the menu. */
export type MenuEntry = MenuCommand | '-' | { title: string; entries: MenuEntry[] };

export interface Menu {
  title: 'File' | 'Edit' | 'View' | 'Go' | 'Capture' | 'Help';
  entries: MenuEntry[];
}

/** The menus in the order of the bar. Quit, clipboard, zoom and window entries are the host's own. */
export const menus: readonly Menu[] = [
  {
    title: 'File',
    entries: [
      'file.open',
      'file.reload',
      '-',
      'file.save',
      'file.save-as',
      'file.export-packets',
      '-',
      'file.properties',
      '-',
      'file.close',
    ],
  },
  {
    title: 'Edit',
    entries: [
      'edit.find',
      'edit.find-next',
      'edit.find-previous',
      '-',
      'edit.mark',
      'edit.mark-displayed',
      'edit.unmark-all',
      'edit.next-mark',
      'edit.previous-mark',
      '-',
      'edit.preferences',
    ],
  },
  {
    title: 'View',
    entries: [
      'view.focus-filter',
      '-',
      {
        title: 'Time Display',
        entries: [
          'view.time-date',
          'view.time-of-day',
          'view.time-epoch',
          'view.time-since-first',
          'view.time-since-previous',
          'view.time-since-displayed',
          'view.time-utc-date',
          'view.time-utc-of-day',
        ],
      },
      'view.auto-scroll',
      '-',
      'view.expand-all',
      'view.collapse-all',
      'view.resize-columns',
      '-',
      { title: 'Theme', entries: ['view.theme-system', 'view.theme-light', 'view.theme-dark'] },
    ],
  },
  {
    title: 'Go',
    entries: [
      'go.back',
      'go.forward',
      '-',
      'go.packet',
      'go.next',
      'go.previous',
      'go.first',
      'go.last',
      '-',
      'go.next-in-conversation',
      'go.previous-in-conversation',
    ],
  },
  {
    title: 'Capture',
    entries: ['capture.options', 'capture.start-stop', 'capture.restart', '-', 'capture.refresh-interfaces'],
  },
  { title: 'Help', entries: ['help.guide', 'help.keys', '-', 'help.about'] },
];

/** What the window says about its commands; one it does not mention is disabled. */
export type MenuState = Partial<Record<MenuCommand, { enabled: boolean; checked?: boolean }>>;
