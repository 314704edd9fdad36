import { Pane } from '../panes/Pane.tsx';
import { useApp } from '../state/app-state.ts';
import { Details } from './Details.tsx';
import { setAllOpen } from './expansion.ts';
import { FrameComments } from './FrameComments.tsx';

/** The pane of the field tree. */
export function DetailsPane() {
  const packet = useApp((s) => s.packet);
  return (
    <Pane
      name="details"
      tools={
        packet && (
          <>
            <button
              type="button"
              className="panes-tool"
              title="Expand all (Ctrl+→)"
              aria-label="Expand all"
              onClick={() => setAllOpen(packet, true)}
            >
              ⊞
            </button>
            <button
              type="button"
              className="panes-tool"
              title="Collapse all (Ctrl+←)"
              aria-label="Collapse all"
              onClick={() => setAllOpen(packet, false)}
            >
              ⊟
            </button>
          </>
        )
      }
    >
      {packet?.unreadable ? (
        <p className="panes-warning" role="alert">
          The frame could not be read again from its file. Check that the file is still there and has not changed.
        </p>
      ) : null}
      {packet && <FrameComments packet={packet} />}
      <Details />
    </Pane>
  );
}
