const electronNames: Readonly<Record<string, string>> = {
  Mod: 'CommandOrControl',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
};

/** Electron's form of the keys in the table of commands: `Mod+ArrowDown` becomes `CommandOrControl+Down`. */
export function acceleratorFor(keys: string): string {
  return keys
    .split('+')
    .map((key) => electronNames[key] ?? key)
    .join('+');
}
