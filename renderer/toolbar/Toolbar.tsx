import { runCommand } from '../app/commands.ts';
import { Glyph } from '../app/glyphs.tsx';
import { useMenuState } from '../app/use-menu-state.ts';
import { stopCapture } from '../capture/live-commands.ts';
import { withKeys } from '../menu/platform.ts';
import { activeCapture, useApp } from '../state/app-state.ts';
import { CaptureSwitch } from './CaptureSwitch.tsx';
import { GoToField } from './GoToField.tsx';
import { InterfacePicker } from './InterfacePicker.tsx';
import { ReadingProgress } from './ReadingProgress.tsx';
import { ToolButton } from './ToolButton.tsx';
import './toolbar.css';

/** Capturing at the left, what is shown in the middle, files and going to a packet at the right. */
export function Toolbar() {
  const shown = useApp(activeCapture);
  const menu = useMenuState();
  const capturing = shown?.phase === 'capturing';
  const follow = menu['analyze.follow-udp']?.enabled ? 'analyze.follow-udp' : 'analyze.follow-tcp';
  return (
    <div className="toolbar" role="toolbar" aria-label="Tools">
      {capturing ? (
        <ToolButton
          className="toolbar-stop"
          title={withKeys('Stop capturing', 'capture.start-stop')}
          onClick={() => void stopCapture(shown)}
        >
          <Glyph name="stop" filled />
          Stop
        </ToolButton>
      ) : (
        <ToolButton
          className="toolbar-start"
          title={withKeys('Start capturing from the chosen interfaces', 'capture.start-stop')}
          disabled={!menu['capture.start-stop']?.enabled}
          onClick={() => runCommand('capture.start-stop')}
        >
          <Glyph name="start" filled />
          Start
        </ToolButton>
      )}
      {menu['capture.restart']?.enabled && (
        <ToolButton
          title={withKeys('Throw this capture away and start again', 'capture.restart')}
          onClick={() => runCommand('capture.restart')}
        >
          <Glyph name="restart" />
          Restart
        </ToolButton>
      )}
      <InterfacePicker capturing={capturing} />
      <div className="toolbar-middle">
        <CaptureSwitch />
        {shown?.phase === 'reading' && <ReadingProgress capture={shown} />}
      </div>
      <ToolButton title={withKeys('Open a capture file', 'file.open')} onClick={() => runCommand('file.open')}>
        <Glyph name="folder" />
        Open
      </ToolButton>
      {shown && (
        <ToolButton
          title={shown.unsaved ? withKeys('Save this capture', 'file.save') : withKeys('Save a copy', 'file.save-as')}
          disabled={!menu['file.save-as']?.enabled}
          onClick={() => runCommand(shown.unsaved ? 'file.save' : 'file.save-as')}
        >
          <Glyph name="save" />
          Save
        </ToolButton>
      )}
      {shown && (
        <ToolButton
          title={withKeys('Find a packet by text, bytes, expression or filter', 'edit.find')}
          disabled={!menu['edit.find']?.enabled}
          onClick={() => runCommand('edit.find')}
        >
          <Glyph name="find" />
          Find
        </ToolButton>
      )}
      {shown && (
        <ToolButton
          title={withKeys('Follow the stream of the selected packet', follow)}
          disabled={!menu[follow]?.enabled}
          onClick={() => runCommand(follow)}
        >
          <Glyph name="stream" />
          Follow stream
        </ToolButton>
      )}
      {shown && <GoToField />}
    </div>
  );
}
