import { Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { useState } from 'react';
import { DialogButton } from '../app/DialogButton.tsx';
import { takeFocus } from '../app/first-focus.ts';
import { sentenceOf } from '../notices/notices-state.ts';
import './edits.css';
import { shiftTimes } from './time-shift.ts';
import { parseSpan, spanText, type TimeSpan } from './time-span.ts';

interface TimeShiftDialogProps {
  readonly capture: number;
  /** By which the times are shifted now. */
  readonly shift: TimeSpan;
  readonly close: () => void;
}

/** Shifts the times of all packets, to bring a clock that was wrong to the one of another capture. */
export function TimeShiftDialog({ capture, shift, close }: TimeShiftDialogProps) {
  const [text, setText] = useState(() => spanText(shift));
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const wanted = parseSpan(text);
  const shifted = shift.seconds !== 0 || shift.nanoseconds !== 0;
  const apply = async (by: TimeSpan): Promise<void> => {
    setBusy(true);
    try {
      await shiftTimes(capture, by);
      close();
    } catch (error) {
      setProblem(sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <Dialog isOpen title="Time Shift" onClose={close}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted && !busy) void apply(wanted);
        }}
      >
        <DialogBody>
          <label className="time-shift">
            Shift all times by
            <input
              ref={takeFocus}
              className="tool-field"
              autoComplete="off"
              spellCheck={false}
              maxLength={40}
              aria-invalid={wanted === undefined}
              aria-describedby="time-shift-form"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </label>
          <p className="comment-advice" id="time-shift-form">
            [-][[hours:]minutes:]seconds[.fraction], as <code>-1:00:00</code> or <code>0.25</code>, counted from the
            times that were captured. The shifted times are saved with the capture.
          </p>
          <p className="files-problem" role="alert">
            {problem}
          </p>
        </DialogBody>
        <DialogFooter
          actions={
            <>
              <DialogButton onClick={close}>Cancel</DialogButton>
              <DialogButton type="submit" intent="primary" disabled={wanted === undefined} busy={busy}>
                Shift
              </DialogButton>
            </>
          }
        >
          <DialogButton disabled={!shifted || busy} onClick={() => void apply({ seconds: 0, nanoseconds: 0 })}>
            As Captured
          </DialogButton>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
