import { Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { DialogButton } from '../app/DialogButton.tsx';
import type { CaptureState } from '../state/app-state.ts';
import { countText } from '../status/number-texts.ts';
import './files.css';

interface UnsavedDialogProps {
  readonly capture: CaptureState;
  /** What would throw it away, as "closing". */
  readonly doing: string;
  readonly close: (answer?: 'save' | 'discard') => void;
}

/** Asks what becomes of a capture that has not been saved. */
export function UnsavedDialog({ capture: { title, frames, phase }, doing, close }: UnsavedDialogProps) {
  const capturing = phase === 'capturing';
  return (
    <Dialog
      isOpen
      title="Save this capture?"
      onClose={() => close()}
      className="unsaved-dialog"
      canOutsideClickClose={false}
    >
      <DialogBody>
        {capturing ? `Capturing from ${title} goes on. ` : ''}
        {countText(frames, 'packet')} captured from <strong>{title}</strong> {frames === 1 ? 'has' : 'have'} not been
        saved and would be lost by {doing}.
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <DialogButton onClick={() => close()}>Cancel</DialogButton>
            <DialogButton intent="danger" className="bp6-outlined" onClick={() => close('discard')}>
              {capturing ? 'Stop and Discard' : 'Discard'}
            </DialogButton>
            <DialogButton intent="primary" autoFocus onClick={() => close('save')}>
              {capturing ? 'Stop and Save…' : 'Save…'}
            </DialogButton>
          </>
        }
      />
    </Dialog>
  );
}
