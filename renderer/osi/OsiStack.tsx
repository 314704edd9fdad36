import { useMemo, useRef } from 'react';
import { asksForMenu, openMenu } from '../context-menu/menu-state.ts';
import { detailsMenu } from '../details/details-menu.ts';
import { useApp } from '../state/app-state.ts';
import type { PacketData } from '../state/packet-data.ts';
import { hoverNode, selectLayer, selectNode } from '../state/selection.ts';
import { layerNames } from '../theme/layer-names.ts';
import { type OsiEntry, type OsiLevel, osiLevels, shortName } from './osi-layers.ts';
import { PhysicalFacts } from './PhysicalFacts.tsx';

/** The seven layers as a stack, 7 on top. Up and Down move between the protocols on it. */
export function OsiStack({ packet }: { readonly packet: PacketData }) {
  const chosen = useApp((s) => s.layer);
  const hovered = useApp((s) => (s.hovered && s.hovered.node >= 0 ? packet.index.layerOf[s.hovered.node] : -1));
  const levels = useMemo(() => osiLevels(packet), [packet]);
  const stack = useRef<HTMLDivElement>(null);
  const first = levels.find((level) => level.entries.length > 0)?.entries[0]?.layer ?? -1;
  const stop =
    chosen !== null && levels.some((level) => level.entries.some((e) => e.layer === chosen)) ? chosen : first;

  const onKeyDown = (event: React.KeyboardEvent): void => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    const options = [...(stack.current?.querySelectorAll<HTMLElement>('[role="option"]') ?? [])];
    const at = options.indexOf(document.activeElement as HTMLElement);
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? options.length - 1 : at + by;
    if ((by === 0 && event.key !== 'Home' && event.key !== 'End') || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    options[to]?.focus();
  };

  return (
    <div
      ref={stack}
      className="osi-stack"
      role="listbox"
      tabIndex={-1}
      aria-label="OSI layers of the packet"
      onKeyDown={onKeyDown}
      onMouseLeave={() => hoverNode(-1)}
    >
      {levels.map((level) => (
        <div
          key={level.osi}
          role="group"
          aria-label={`Layer ${level.osi}, ${layerNames[level.osi]}`}
          className={`osi-level ${isEmpty(level, packet) ? 'empty' : ''}`}
          data-osi={level.osi}
        >
          <div className={`osi-name osi-${level.osi}`}>
            <b>{level.osi}</b>
            <span>{layerNames[level.osi]}</span>
          </div>
          <div className="osi-entries">
            {level.entries.map((entry) => (
              <Entry
                key={entry.layer}
                packet={packet}
                entry={entry}
                selected={entry.layer === chosen}
                hovered={entry.layer === hovered}
                stop={entry.layer === stop}
              />
            ))}
            {level.osi === 5 && packet.session && <Session packet={packet} session={packet.session} />}
            {level.osi === 1 && packet.physical.length > 0 && <PhysicalFacts facts={packet.physical} />}
            {isEmpty(level, packet) && <p className="osi-reason">{level.reason}</p>}
          </div>
        </div>
      ))}
    </div>
  );
}

function isEmpty(level: OsiLevel, packet: PacketData): boolean {
  if (level.osi === 5 && packet.session) return false;
  if (level.osi === 1 && packet.physical.length > 0) return false;
  return level.entries.length === 0;
}

interface EntryProps {
  readonly packet: PacketData;
  readonly entry: OsiEntry;
  readonly selected: boolean;
  readonly hovered: boolean;
  /** The one that the Tab key reaches. */
  readonly stop: boolean;
}

/** A protocol on its layer: what it is, between whom, what it did, and why it stands here. */
function Entry({ packet, entry, selected, hovered, stop }: EntryProps) {
  const { protocol, story } = entry;
  const classes = ['osi-entry'];
  if (story?.quoted) classes.push('osi-entry-quoted');
  if (selected) classes.push('selected');
  if (hovered) classes.push('hovered');
  const choose = (): void => selectLayer(entry.layer);
  return (
    <div
      role="option"
      tabIndex={stop ? 0 : -1}
      aria-selected={selected}
      className={classes.join(' ')}
      data-protocol={protocol.protocol}
      onClick={choose}
      onFocus={(event) => event.currentTarget.matches(':focus-visible') && choose()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') choose();
        else if (asksForMenu(event)) openMenu(event, detailsMenu(packet, packet.index.layerNodes[entry.layer]));
      }}
      onContextMenu={(event) => {
        choose();
        openMenu(event, detailsMenu(packet, packet.index.layerNodes[entry.layer]));
      }}
      onMouseEnter={() => hoverNode(packet.index.layerNodes[entry.layer])}
    >
      <div className="osi-line">
        <b>{shortName(entry)}</b>
        {story && story.source !== '' && (
          <span className={`osi-addresses ${isLong(story) ? 'osi-addresses-long' : ''}`}>
            {story.source} → {story.destination}
          </span>
        )}
        {story?.quoted && (
          <span className="osi-quoted" title="Part of an earlier packet that this message reports about">
            quoted
          </span>
        )}
        {protocol.state !== 'complete' && (
          <span className={`osi-state osi-state-${protocol.state}`}>
            {protocol.state === 'truncated' ? 'cut short' : 'malformed'}
          </span>
        )}
        <span className="osi-measure">
          {[story?.unit, headerText(protocol.headerLength, protocol.payloadLength)].filter(Boolean).join(', ')}
        </span>
      </div>
      {story && story.story !== '' && (
        <div className="osi-story" title={story.story}>
          {story.story}
        </div>
      )}
      {selected && story && (
        <div className="osi-why">
          Layer {protocol.osi} because it {story.rule}.{story.chosenBy !== '' && ` Chosen by ${story.chosenBy} below.`}
        </div>
      )}
    </div>
  );
}

/** Too long to stand behind the protocol's name: station and IPv6 addresses. */
function isLong({ source, destination }: { readonly source: string; readonly destination: string }): boolean {
  return source.length + destination.length > 32;
}

function headerText(header: number, payload: number): string {
  const bytes = (count: number): string => `${count.toLocaleString('en')} B`;
  if (payload === 0) return bytes(header);
  if (header === 0) return `no header, ${bytes(payload)}`;
  return `${bytes(header)} header + ${bytes(payload)}`;
}

function Session({
  packet,
  session,
}: {
  readonly packet: PacketData;
  readonly session: { title: string; story: string };
}) {
  const node = packet.index.layerNodes.findIndex((_, layer) => packet.tree.layers[layer].protocol === 'tcp');
  const stream = streamNode(packet);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: it leads where the layers below do
    <div
      role="option"
      tabIndex={-1}
      aria-selected={false}
      className="osi-entry"
      data-protocol="session"
      onClick={() => (stream >= 0 ? selectNode(stream) : node >= 0 && selectLayer(node))}
    >
      <div className="osi-line">
        <b>{session.title}</b>
      </div>
      <div className="osi-story" title={session.story}>
        {session.story}
      </div>
    </div>
  );
}

/** The node that numbers the connection. */
function streamNode({ tree }: PacketData): number {
  for (let node = 0; node < tree.count; node++) if (tree.field(node) === 'tcp.stream') return node;
  return -1;
}
