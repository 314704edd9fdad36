import { useApp } from '../state/app-state.ts';
import { hoverNode, selectNode } from '../state/selection.ts';
import type { HeaderCell } from './header-cells.ts';

interface TextHeaderProps {
  readonly cells: readonly HeaderCell[];
  readonly osi: number;
}

/** A header that is lines of text: each line with its offset and length. */
export function TextHeader({ cells, osi }: TextHeaderProps) {
  const selected = useApp((s) => s.selected?.node ?? -1);
  const hovered = useApp((s) => s.hovered?.node ?? -1);
  return (
    <>
      <p className="diagram-note">A header of text: its fields have no fixed places.</p>
      <div className="diagram-lines">
        {cells
          .filter((cell) => cell.node >= 0)
          .map((cell) => (
            <button
              key={cell.start}
              type="button"
              className={`diagram-line osi-${osi} ${selected === cell.node ? 'selected' : ''} ${hovered === cell.node ? 'hovered' : ''}`}
              data-cell={cell.node}
              aria-pressed={selected === cell.node}
              onClick={() => selectNode(cell.node)}
              onMouseEnter={() => hoverNode(cell.node)}
            >
              <span className="diagram-line-offset">{cell.start / 8}</span>
              <span className="diagram-line-text">{cell.text === '' ? cell.name : `${cell.name}: ${cell.text}`}</span>
              <span className="diagram-line-bytes">{(cell.length / 8).toLocaleString('en')} B</span>
            </button>
          ))}
      </div>
    </>
  );
}
