import type { MenuCommand } from '../../contract/menu.ts';
import type { MenuGroup } from '../context-menu/menu-state.ts';
import { attempt } from '../notices/notices-state.ts';
import { showPage } from '../pages/pages-state.ts';
import { hint } from '../panes/hint.ts';
import { type AppState, useApp } from '../state/app-state.ts';
import { client } from '../state/session.ts';
import { type FollowProtocol, protocolTitles, useStreams } from './streams-state.ts';

const protocols: readonly FollowProtocol[] = ['tcp', 'udp', 'http'];
const keys: Readonly<Record<FollowProtocol, string>> = {
  tcp: 'Ctrl+Alt+Shift+T',
  udp: 'Ctrl+Alt+Shift+U',
  http: 'Ctrl+Alt+Shift+H',
};

/** Shows a stream by its number, both directions of it. */
export function followStream(protocol: FollowProtocol, number: number, frame?: number): void {
  const { active: capture } = useApp.getState();
  if (capture === null) return;
  const wanted = { capture, protocol, number, ...(frame !== undefined && { frame }) };
  useStreams.setState({ wanted, direction: 'both' });
  showPage('streams');
}

/** Shows the stream of the selected packet, at the place of what it sent. */
export function followSelected(protocol: FollowProtocol): Promise<void> {
  return attempt(async () => {
    const { active: capture, frame } = useApp.getState();
    if (capture === null || frame === null) return;
    const of = await client().call('streams.ofFrame', { capture, frame });
    const number = protocol === 'udp' ? of.udp : of.tcp;
    if (number === null) hint(`Packet ${frame} belongs to no ${protocolTitles[protocol]} stream.`);
    else followStream(protocol, number, frame);
  });
}

/** Where nothing is followed yet, shows the stream of the selected packet if it belongs to one. */
export function followAnything(): Promise<void> {
  return attempt(async () => {
    const { active: capture, frame } = useApp.getState();
    if (capture === null || frame === null) return;
    const of = await client().call('streams.ofFrame', { capture, frame });
    const number = of.tcp ?? of.udp;
    if (number === null) return;
    useStreams.setState({
      wanted: { capture, protocol: of.tcp === null ? 'udp' : 'tcp', number, frame },
      direction: 'both',
    });
  });
}

/** Whether the selected packet has a layer of the protocol. While it is being fetched it may have. */
function canFollow(protocol: FollowProtocol): (state: AppState) => boolean {
  return ({ frame, packet }) => {
    if (frame === null) return false;
    return packet?.frame !== frame || packet.tree.layers.some(({ protocol: name }) => name === protocol);
  };
}

export const followCommands: Readonly<
  Partial<Record<MenuCommand, { readonly run: () => void; readonly enabled: (state: AppState) => boolean }>>
> = {
  'analyze.follow-tcp': { run: () => void followSelected('tcp'), enabled: canFollow('tcp') },
  'analyze.follow-udp': { run: () => void followSelected('udp'), enabled: canFollow('udp') },
  'analyze.follow-http': { run: () => void followSelected('http'), enabled: canFollow('http') },
};

/** What can be followed of a packet with these layers, written as the list's column of them is. */
export function followMenu(layers: string): MenuGroup[] {
  const stack = layers.split(',').map((layer) => layer.replace(/^\d /, ''));
  const items = protocols.filter((protocol) => stack.includes(protocol));
  if (items.length === 0) return [];
  return [
    {
      title: 'Follow',
      items: items.map((protocol) => ({
        title: `${protocolTitles[protocol]} Stream`,
        keys: keys[protocol],
        run: () => void followSelected(protocol),
      })),
    },
  ];
}
