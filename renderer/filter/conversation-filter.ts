import type { MenuItem } from '../context-menu/menu-state.ts';
import { attempt } from '../notices/notices-state.ts';
import { hint } from '../panes/hint.ts';
import { useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import { applyFilter } from './apply-filter.ts';

/** Shows only the conversation of the selected packet: on one of the layers named, or on the innermost that has one. */
export function filterConversation(titles?: readonly string[]): Promise<void> {
  return attempt(async () => {
    const { active: capture, frame } = useApp.getState();
    if (capture === null || frame === null) return;
    const found = await client().call('filters.ofConversation', { capture, frame });
    const wanted = titles === undefined ? found[0] : found.find(({ title }) => titles.includes(title));
    if (wanted === undefined) hint('This packet belongs to no such conversation.');
    else applyFilter(wanted.text);
  });
}

export const conversationMenu: MenuItem = {
  title: 'Conversation Filter',
  items: [
    { title: 'TCP or UDP', run: () => void filterConversation(['TCP', 'UDP']) },
    { title: 'IPv4 or IPv6', run: () => void filterConversation(['IPv4', 'IPv6']) },
    { title: 'Ethernet', run: () => void filterConversation(['Ethernet']) },
  ],
};
