import { Glyph } from '../app/glyphs.tsx';
import { closeCapture, openFile } from '../files/file-commands.ts';
import { folderOf, nameOf } from '../files/file-names.ts';
import { useRecent } from '../files/recent-files.ts';
import { activeCapture, type CaptureState, useApp } from '../state/app-state.ts';
import { showCapture } from '../state/session.ts';
import { countText, durationText } from '../status/number-texts.ts';
import { type Choice, ChoiceList } from './ChoiceList.tsx';
import { DropDown } from './DropDown.tsx';

/** Files used last that are offered. */
const RECENT = 5;

/** The capture that is shown; a list of the start page, all open captures and the files used last, to change to. */
export function CaptureSwitch() {
  const captures = useApp((s) => s.captures);
  const shown = useApp(activeCapture);
  const recent = useRecent((s) => s.files);
  if (captures.length === 0) return null;
  return (
    <>
      <DropDown
        className="toolbar-title"
        title={shown?.path ?? 'Open captures'}
        face={
          <>
            <span className="toolbar-title-text">
              {shown?.title ?? `${countText(captures.length, 'capture')} open`}
            </span>
            {shown?.unsaved && shown.frames > 0 && <span className="toolbar-unsaved">unsaved</span>}
            <Glyph name="down" />
          </>
        }
      >
        {(close) => (
          <ChoiceList
            label="Open captures"
            items={[
              startPage(shown, close),
              ...captures.map((c) => choice(c, shown, close)),
              ...recent
                .filter((path) => !captures.some((c) => c.path === path))
                .slice(0, RECENT)
                .map((path) => recentFile(path, close)),
            ]}
          />
        )}
      </DropDown>
      {shown && shown.phase !== 'reading' && shown.frames > 1 && (
        <span className="toolbar-span" title="From the first packet to the last">
          {durationText(shown.duration)}
        </span>
      )}
    </>
  );
}

function startPage(shown: CaptureState | undefined, close: () => void): Choice {
  return {
    id: 'start',
    title: 'Start page',
    glyph: 'home',
    current: shown === undefined,
    choose: () => {
      close();
      void showCapture(null);
    },
  };
}

function choice(capture: CaptureState, shown: CaptureState | undefined, close: () => void): Choice {
  return {
    id: String(capture.capture),
    title: capture.title,
    remark: remark(capture),
    note: countText(capture.frames, 'packet'),
    glyph: capture.helper === undefined ? 'file' : 'plug',
    current: capture === shown,
    choose: () => {
      close();
      void showCapture(capture.capture);
    },
    close: () => {
      close();
      void closeCapture(capture);
    },
  };
}

function recentFile(path: string, close: () => void): Choice {
  return {
    id: path,
    title: nameOf(path),
    remark: folderOf(path),
    note: 'used before',
    glyph: 'folder',
    choose: () => {
      close();
      void openFile(path);
    },
  };
}

function remark({ phase, unsaved, path }: CaptureState): string {
  if (phase === 'capturing') return 'capturing';
  if (unsaved) return 'unsaved';
  return path ?? '';
}
