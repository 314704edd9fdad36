import type { MenuCommand } from '../../contract/menu.ts';
import type { MenuItem } from '../context-menu/menu-state.ts';
import { attempt } from '../notices/notices-state.ts';
import { hint } from '../panes/hint.ts';
import { useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import { colorTemporarily, resetTemporary, temporaryColors } from './coloring-state.ts';

/** Gives the innermost conversation of the selected packet a colour, 1 to 9. */
export function colorConversation(color: number): Promise<void> {
  return attempt(async () => {
    const { active: capture, frame } = useApp.getState();
    if (capture === null || frame === null) return;
    const [conversation] = await client().call('filters.ofConversation', { capture, frame });
    if (conversation === undefined) hint('This packet belongs to no conversation.');
    else colorTemporarily(color, conversation.text);
  });
}

export const colorMenu: MenuItem = {
  title: 'Colour Conversation',
  items: [
    ...temporaryColors.map((_, at) => ({
      title: `Colour ${at + 1}`,
      keys: `Ctrl+${at + 1}`,
      run: () => void colorConversation(at + 1),
    })),
    '-',
    { title: 'Reset Colours', keys: 'Ctrl+Space', run: resetTemporary },
  ],
};

/** The same as commands of the menu, `view.color-1` to `view.color-9`. */
export const colorCommands: Readonly<Partial<Record<MenuCommand, () => void>>> = Object.fromEntries(
  temporaryColors.map((_, at) => [`view.color-${at + 1}`, () => void colorConversation(at + 1)]),
);
