import { useEffect } from 'react';
import { type MenuCommand, menuCommands } from '../../contract/menu.ts';
import { packetCommands } from './commands.ts';

/** The keys of {@link packetCommands}, wherever the focus is but in a text field. */
export function usePacketKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isText(event.target)) return;
      const command = commandOf(event);
      const run = command && packetCommands[command];
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** The command whose key was pressed. */
export function commandOf(event: KeyboardEvent): MenuCommand | undefined {
  if (event.key === 'F8') return 'go.next';
  if (event.key === 'F7') return 'go.previous';
  return (Object.keys(menuCommands) as MenuCommand[]).find((command) => {
    const { keys } = menuCommands[command];
    return keys !== undefined && matches(keys, event);
  });
}

function matches(keys: string, event: KeyboardEvent): boolean {
  const parts = keys.split('+');
  const key = parts.pop() ?? '';
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    (event.ctrlKey || event.metaKey) === parts.includes('Mod') &&
    event.altKey === parts.includes('Alt') &&
    event.shiftKey === parts.includes('Shift')
  );
}

function isText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
