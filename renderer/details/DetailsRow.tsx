import { memo } from 'react';
import { nodeFlag } from '../../contract/tree-batch.ts';
import { type NoteSeverity, noteSeverity, noteSigns } from '../state/note-severity.ts';
import type { PacketData } from '../state/packet-data.ts';
import { selectNode } from '../state/selection.ts';
import { layerNames } from '../theme/layer-names.ts';

interface DetailsRowProps {
  readonly packet: PacketData;
  readonly node: number;
  /** Undefined for a node with nothing below it. */
  readonly open: boolean | undefined;
  readonly selected: boolean;
  readonly hovered: boolean;
  readonly toggle: (node: number) => void;
  readonly activate: (node: number) => void;
  readonly hover: (event: React.MouseEvent, node: number) => void;
}

/** One line of the field tree. */
export const DetailsRow = memo(function DetailsRow(props: DetailsRowProps) {
  const { packet, node, open, selected, hovered, toggle, activate, hover } = props;
  const { tree, index } = packet;
  const flags = tree.flags[node];
  const osi = index.isLayer[node] ? tree.osis[node] : 0;
  const label = tree.label(node);
  const link = tree.linkFrames[node];
  const severity = noteSeverity(flags, label);
  const place = index.place(node);
  const below = open === false ? index.noteBelow(node) : undefined;
  const classes = ['details-row'];
  if (osi > 0) classes.push('details-layer', `theme-osi-${osi}`);
  if (selected) classes.push('selected');
  if (hovered) classes.push('hovered');
  if (severity) classes.push(`details-${severity}`);
  if (flags & nodeFlag.generated) classes.push('generated');
  if (flags & nodeFlag.undecoded) classes.push('undecoded');
  return (
    <div
      role="treeitem"
      tabIndex={-1}
      id={`detail-${node}`}
      aria-level={tree.depths[node] + 1}
      aria-posinset={place.at}
      aria-setsize={place.of}
      aria-expanded={open}
      aria-selected={selected}
      data-node={node}
      data-field={tree.field(node) || undefined}
      className={classes.join(' ')}
      onMouseDown={() => selectNode(node)}
      onDoubleClick={() => activate(node)}
      onMouseMove={(event) => hover(event, node)}
    >
      <span className="details-indent" style={{ width: 6 + 14 * tree.depths[node] }} />
      <span
        className="details-twist"
        aria-hidden="true"
        onMouseDown={(event) => {
          if (open === undefined) return;
          event.stopPropagation();
          toggle(node);
        }}
        onDoubleClick={(event) => event.stopPropagation()}
      >
        {open === undefined ? '' : open ? '▾' : '▸'}
      </span>
      {osi > 0 && (
        <span className="details-tag" title={`OSI layer ${osi}: ${layerNames[osi]}`}>
          L{osi}
        </span>
      )}
      <NoteSign severity={severity} says={severity} />
      <NoteSign severity={below} says={`${below} below`} />
      {link > 0 ? (
        <span className="details-link" title={`Double-click or press Enter to go to packet ${link}`}>
          {label}
        </span>
      ) : (
        <span className="details-label">{label}</span>
      )}
    </div>
  );
});

/** A mark for a note, or for one that a closed node hides. */
function NoteSign({
  severity,
  says,
}: {
  readonly severity: NoteSeverity | undefined;
  readonly says: string | undefined;
}) {
  const sign = severity && noteSigns[severity];
  if (!sign) return null;
  return (
    <span className={`details-sign details-sign-${severity}`} role="img" aria-label={says} title={says}>
      {sign}
    </span>
  );
}
