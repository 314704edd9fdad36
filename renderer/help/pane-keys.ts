/** Keys that mean something in a place, as the panes handle them. */
export const paneKeys: readonly { title: string; keys: readonly { keys: string; what: string }[] }[] = [
  {
    title: 'Window',
    keys: [
      { keys: 'F6', what: 'Next pane' },
      { keys: 'Shift+F6', what: 'Previous pane' },
      { keys: 'F10', what: 'Menu' },
      { keys: 'Shift+F10', what: 'Context menu' },
      { keys: 'F7, F8', what: 'Previous, next packet from anywhere' },
    ],
  },
  {
    title: 'Start page',
    keys: [
      { keys: '↑ ↓', what: 'Choose an interface' },
      { keys: 'Space', what: 'Choose one more' },
      { keys: 'Enter', what: 'Start capturing' },
    ],
  },
  {
    title: 'Packet list',
    keys: [
      { keys: '↑ ↓ Page Home End', what: 'Move' },
      { keys: 'Shift+↑ ↓', what: 'Select several' },
      { keys: 'Ctrl+A', what: 'Select all' },
    ],
  },
  {
    title: 'Details',
    keys: [
      { keys: '→ ←', what: 'Expand, collapse' },
      { keys: 'Backspace', what: 'To the parent' },
    ],
  },
];
