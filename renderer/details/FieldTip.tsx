import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { nodeFlag } from '../../contract/tree-batch.ts';
import type { PacketData } from '../state/packet-data.ts';
import { type FieldHelp, fieldHelp } from './field-help.ts';

interface FieldTipProps {
  readonly packet: PacketData;
  readonly node: number;
  /** Where the pointer rests. */
  readonly x: number;
  readonly y: number;
}

/** What a field is, where it stands and what it is for. */
export function FieldTip({ packet, node, x, y }: FieldTipProps) {
  const { tree } = packet;
  const field = tree.field(node);
  const [help, setHelp] = useState<FieldHelp>();
  const [place, setPlace] = useState({ left: x + 12, top: y + 16 });
  const element = useRef<HTMLDivElement>(null);

  useEffect(() => {
    let current = true;
    setHelp(undefined);
    if (field !== '') void fieldHelp(field).then((found) => current && setHelp(found));
    return () => {
      current = false;
    };
  }, [field]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the help changes the size
  useLayoutEffect(() => {
    const box = element.current?.getBoundingClientRect();
    if (!box) return;
    setPlace({
      left: Math.max(4, Math.min(x + 12, window.innerWidth - box.width - 6)),
      top: y + 16 + box.height > window.innerHeight - 6 ? y - box.height - 10 : y + 16,
    });
  }, [x, y, help]);

  return createPortal(
    <div ref={element} className="details-tip" role="tooltip" style={place}>
      {field !== '' && <code>{field}</code>}
      {help && <span className="details-tip-type"> {help.type}</span>}
      <div className="details-tip-place">{placeOf(packet, node)}</div>
      {help?.help && <p>{help.help}</p>}
      {help?.rfc && <div className="details-tip-rfc">{help.rfc}</div>}
    </div>,
    document.body,
  );
}

/** Which bytes and bits the field is. */
function placeOf({ tree }: PacketData, node: number): string {
  if (tree.flags[node] & nodeFlag.generated || tree.lengths[node] === 0) return 'worked out, not among the bytes';
  const start = tree.starts[node];
  const length = tree.lengths[node];
  const bits = tree.bitCounts[node];
  const source = tree.sourceIds[node] > 0 ? ` of ${tree.sources[tree.sourceIds[node]].name}` : '';
  const bytes = length === 1 ? `byte ${start}` : `bytes ${start}–${start + length - 1} (${length})`;
  return bits > 0 ? `${bits} bit${bits === 1 ? '' : 's'} of ${bytes}${source}` : `${bytes}${source}`;
}
