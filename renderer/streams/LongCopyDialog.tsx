import { Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { DialogButton } from '../app/DialogButton.tsx';

interface LongCopyDialogProps {
  /** How much can be copied: "16 MiB". */
  readonly most: string;
  readonly close: (answer?: 'copy' | 'save') => void;
}

/** Asks what becomes of a stream that is too long to be copied whole. */
export function LongCopyDialog({ most, close }: LongCopyDialogProps) {
  return (
    <Dialog isOpen title="Copy part of this stream?" onClose={() => close()} className="long-copy-dialog">
      <DialogBody>
        In this form the stream is longer than the {most} that can be copied. A file takes all of it, however long it
        is.
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <DialogButton onClick={() => close()}>Cancel</DialogButton>
            <DialogButton onClick={() => close('copy')}>Copy the First {most}</DialogButton>
            <DialogButton intent="primary" autoFocus onClick={() => close('save')}>
              Save…
            </DialogButton>
          </>
        }
      />
    </Dialog>
  );
}
