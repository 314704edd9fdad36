import { PopoverNext } from '@blueprintjs/core';
import { useState } from 'react';
import { Glyph } from '../app/glyphs.tsx';
import { closeCapture } from '../files/file-commands.ts';
import { activeCapture, type CaptureState, useApp } from '../state/app-state.ts';
import { showCapture } from '../state/session.ts';
import { countText, durationText } from '../status/number-texts.ts';
import { ChoiceList } from './ChoiceList.tsx';

/** The capture that is shown; a list of all open ones, and of the start page, to change to. */
export function CaptureSwitch() {
  const captures = useApp((s) => s.captures);
  const shown = useApp(activeCapture);
  const [open, setOpen] = useState(false);
  if (captures.length === 0) return null;
  const go = (capture: number | null): void => {
    setOpen(false);
    void showCapture(capture);
  };
  return (
    <>
      <PopoverNext
        isOpen={open}
        onInteraction={setOpen}
        placement="bottom-start"
        arrow={false}
        animation="minimal"
        shouldReturnFocusOnClose
        content={
          <ChoiceList
            label="Open captures"
            items={[
              { id: 'start', title: 'Start page', glyph: 'home', current: !shown, choose: () => go(null) },
              ...captures.map((capture) => ({
                id: String(capture.capture),
                title: capture.title,
                remark: remark(capture),
                note: countText(capture.frames, 'packet'),
                glyph: capture.helper === undefined ? ('file' as const) : ('plug' as const),
                current: capture === shown,
                choose: () => go(capture.capture),
                close: () => {
                  setOpen(false);
                  void closeCapture(capture);
                },
              })),
            ]}
          />
        }
      >
        <button
          type="button"
          className="tool-button toolbar-title"
          aria-haspopup="true"
          aria-expanded={open}
          title={shown?.path ?? 'Open captures'}
        >
          <span className="toolbar-title-text">{shown?.title ?? `${countText(captures.length, 'capture')} open`}</span>
          {shown?.unsaved && <span className="toolbar-unsaved">unsaved</span>}
          <Glyph name="down" />
        </button>
      </PopoverNext>
      {shown && shown.phase !== 'reading' && shown.frames > 1 && (
        <span className="toolbar-span" title="From the first packet to the last">
          {durationText(shown.duration)}
        </span>
      )}
    </>
  );
}

function remark({ phase, unsaved, path }: CaptureState): string {
  if (phase === 'capturing') return 'capturing';
  if (unsaved) return 'unsaved';
  return path ?? '';
}
