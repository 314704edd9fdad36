import type { MenuCommand } from '../../contract/menu.ts';
import { setAllOpen } from '../details/expansion.ts';
import { fitAllColumns } from '../packet-list/fit-columns.ts';
import { useApp } from '../state/app-state.ts';
import {
  goBy,
  goInConversation,
  goThroughHistory,
  goToLast,
  goToMark,
  goToRowNumber,
  markAll,
  markSelected,
  toggleFollow,
} from './list-commands.ts';

/** What the menu and its keys do to the packets shown. */
export const packetCommands: Readonly<Partial<Record<MenuCommand, () => void>>> = {
  'edit.mark': () => void markSelected(),
  'edit.mark-displayed': () => void markAll(true),
  'edit.unmark-all': () => void markAll(false),
  'edit.next-mark': () => void goToMark(false),
  'edit.previous-mark': () => void goToMark(true),
  'view.auto-scroll': toggleFollow,
  'view.expand-all': () => expandAll(true),
  'view.collapse-all': () => expandAll(false),
  'view.resize-columns': fitAllColumns,
  'go.back': () => void goThroughHistory(-1),
  'go.forward': () => void goThroughHistory(1),
  'go.next': () => void goBy(1),
  'go.previous': () => void goBy(-1),
  'go.first': () => void goToRowNumber(0),
  'go.last': () => void goToLast(),
  'go.next-in-conversation': () => void goInConversation(false),
  'go.previous-in-conversation': () => void goInConversation(true),
};

function expandAll(open: boolean): void {
  const { packet } = useApp.getState();
  if (packet) setAllOpen(packet, open);
}
