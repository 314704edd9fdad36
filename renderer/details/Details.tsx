import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { asksForMenu, openMenu } from '../context-menu/menu-state.ts';
import { nodeFilter } from '../filter/node-filter.ts';
import { copyFilter, copyNode } from '../panes/copy-commands.ts';
import { goToFrame } from '../panes/list-commands.ts';
import { useRowWindow } from '../rows/use-row-window.tsx';
import { useApp } from '../state/app-state.ts';
import type { PacketData } from '../state/packet-data.ts';
import { hoverNode, selectNode } from '../state/selection.ts';
import { DetailsRow } from './DetailsRow.tsx';
import { detailsMenu } from './details-menu.ts';
import './details.css';
import { isOpen, setAllOpen, setOpen, setOpenBelow, shownNodes, uncover, useExpansion } from './expansion.ts';
import { FieldTip } from './FieldTip.tsx';

const ROW_HEIGHT = 20;

/** The field tree of the selected packet. */
export function Details() {
  const packet = useApp((s) => s.packet);
  if (!packet) return <p className="panes-empty">Select a packet to see its fields.</p>;
  return <DetailsTree packet={packet} />;
}

function DetailsTree({ packet }: { readonly packet: PacketData }) {
  const { tree, index } = packet;
  const selected = useApp((s) => s.selected);
  const hovered = useApp((s) => s.hovered?.node ?? -1);
  const expansion = useExpansion();
  const open = useMemo(() => isOpen(packet, expansion), [packet, expansion]);
  const nodes = useMemo(() => shownNodes(packet, open), [packet, open]);
  const list = useRowWindow({ total: nodes.length, rowHeight: ROW_HEIGHT });
  const [tip, setTip] = useState<{ node: number; x: number; y: number } | null>(null);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const current = selected?.node ?? -1;
  const pointed = useMemo(() => shownAt(packet, nodes, hovered), [packet, nodes, hovered]);

  useEffect(() => {
    if (current >= 0) uncover(packet, current);
  }, [packet, current]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when the selection moves, not when the window does
  useEffect(() => {
    const row = rowOf(nodes, current);
    if (row >= 0 && list.height > 0) list.reveal(row);
  }, [current, packet, list.height > 0]);

  const hideTip = useCallback(() => {
    clearTimeout(waiting.current);
    setTip(null);
  }, []);
  useEffect(() => hideTip, [hideTip]);

  const hover = useCallback(
    (event: React.MouseEvent, node: number) => {
      hoverNode(node);
      hideTip();
      const { clientX: x, clientY: y } = event;
      waiting.current = setTimeout(() => setTip({ node, x, y }), 600);
    },
    [hideTip],
  );
  const toggle = useCallback((node: number) => setOpen(packet, node, !open(node)), [packet, open]);
  const activate = useCallback(
    (node: number) => {
      const link = tree.linkFrames[node];
      if (link > 0) void goToFrame(link);
      else if (index.hasChildren(node)) setOpen(packet, node, !open(node));
    },
    [packet, tree, index, open],
  );

  const onKeyDown = (event: React.KeyboardEvent): void => {
    hideTip();
    if (asksForMenu(event)) {
      openMenu(event, detailsMenu(packet, current), document.getElementById(`detail-${current}`));
      return;
    }
    const row = rowOf(nodes, current);
    const select = (at: number): void => selectNode(nodes[Math.max(0, Math.min(nodes.length - 1, at))]);
    const control = event.ctrlKey || event.metaKey;
    const parent = current < 0 ? -1 : index.parents[current];
    const hasChildren = current >= 0 && index.hasChildren(current);
    if (event.altKey || nodes.length === 0) return;
    if (control) {
      if (event.key === 'ArrowRight') setAllOpen(packet, true);
      else if (event.key === 'ArrowLeft') setAllOpen(packet, false);
      else if (event.key === 'c') event.shiftKey ? copyFilter(() => nodeFilter(current)) : copyNode(current, 'label');
      else return;
    } else if (event.key === 'ArrowDown') select(row + 1);
    else if (event.key === 'ArrowUp') select(row < 0 ? 0 : row - 1);
    else if (event.key === 'PageDown') select(row + Math.max(1, list.whole - 1));
    else if (event.key === 'PageUp') select(row - Math.max(1, list.whole - 1));
    else if (event.key === 'Home') select(0);
    else if (event.key === 'End') select(nodes.length - 1);
    else if (event.key === 'ArrowRight' && event.shiftKey && hasChildren) setOpenBelow(packet, current, true);
    else if (event.key === 'ArrowLeft' && event.shiftKey && hasChildren) setOpenBelow(packet, current, false);
    else if (event.key === 'ArrowRight' && hasChildren) {
      if (open(current)) select(row + 1);
      else setOpen(packet, current, true);
    } else if (event.key === 'ArrowLeft') {
      if (hasChildren && open(current)) setOpen(packet, current, false);
      else if (parent >= 0) selectNode(parent);
    } else if (event.key === 'Backspace' && parent >= 0) selectNode(parent);
    else if ((event.key === 'Enter' || event.key === ' ') && current >= 0) activate(current);
    else if (event.key === 'Escape') useApp.setState({ selected: null });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const rows = [];
  for (let at = list.first; at < Math.min(nodes.length, list.first + list.visible); at++) {
    const node = nodes[at];
    rows.push(
      <DetailsRow
        key={node}
        packet={packet}
        node={node}
        open={index.hasChildren(node) ? open(node) : undefined}
        selected={node === current}
        hovered={node === pointed}
        toggle={toggle}
        activate={activate}
        hover={hover}
      />,
    );
  }

  return (
    <div
      className="details"
      role="tree"
      aria-label="Fields of the packet"
      aria-activedescendant={current >= 0 ? `detail-${current}` : undefined}
      tabIndex={0}
      data-pane="details"
      onKeyDown={onKeyDown}
      onMouseDown={(event) => {
        // The tree keeps the focus; its lines are reached through it.
        event.preventDefault();
        event.currentTarget.focus({ preventScroll: true });
      }}
      onMouseLeave={() => {
        hoverNode(-1);
        hideTip();
      }}
      onContextMenu={(event) => {
        hideTip();
        openMenu(event, detailsMenu(packet, useApp.getState().selected?.node ?? -1));
      }}
    >
      <div className="details-viewport" tabIndex={-1} ref={list.viewport} onWheel={list.onWheel}>
        <div className="details-rows">{rows}</div>
      </div>
      {list.bar}
      {tip && <FieldTip packet={packet} {...tip} />}
    </div>
  );
}

/** A node, or the closest one above it that is shown. */
function shownAt({ index }: PacketData, nodes: Int32Array, node: number): number {
  let shown = node;
  while (shown >= 0 && rowOf(nodes, shown) < 0) shown = index.parents[shown];
  return shown;
}

/** Where a node stands among ascending nodes, -1 if it is not there. */
function rowOf(nodes: Int32Array, node: number): number {
  let low = 0;
  let high = nodes.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (nodes[middle] === node) return middle;
    if (nodes[middle] < node) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
