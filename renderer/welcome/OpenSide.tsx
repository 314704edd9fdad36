import { runCommand } from '../app/commands.ts';
import { Glyph } from '../app/glyphs.tsx';
import { openFile } from '../files/file-commands.ts';
import { folderOf, nameOf } from '../files/file-names.ts';
import { forgetFile, forgetFiles, useRecent } from '../files/recent-files.ts';
import { withKeys } from '../menu/platform.ts';
import { useApp } from '../state/app-state.ts';
import { showCapture } from '../state/session.ts';
import { countText } from '../status/number-texts.ts';
import { Leftovers } from './Leftovers.tsx';

/** What can be opened: captures that are open, that a crash left behind, files used last, and any file. */
export function OpenSide() {
  const captures = useApp((s) => s.captures);
  const files = useRecent((s) => s.files);
  return (
    <section className="welcome-side welcome-open" aria-labelledby="welcome-open">
      <header className="welcome-heading">
        <h1 id="welcome-open">Open</h1>
      </header>
      <button
        type="button"
        className="welcome-drop"
        title={withKeys('Choose a capture file', 'file.open')}
        onClick={() => runCommand('file.open')}
      >
        <Glyph name="folder" />
        <span>
          <strong>Open a capture file…</strong>
          <small>pcap or pcapng, also compressed; or drop one here</small>
        </span>
      </button>
      <Leftovers />
      {captures.length > 0 && (
        <>
          <h2>Open now</h2>
          <ul className="welcome-files">
            {captures.map((capture) => (
              <li key={capture.capture}>
                <button type="button" className="welcome-file" onClick={() => void showCapture(capture.capture)}>
                  <Glyph name={capture.helper === undefined ? 'file' : 'plug'} />
                  <span className="welcome-file-name">{capture.title}</span>
                  <span className="welcome-file-folder">
                    {capture.phase === 'capturing' ? 'capturing, ' : ''}
                    {countText(capture.frames, 'packet')}
                    {capture.unsaved ? ', unsaved' : ''}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="welcome-subheading">
        <h2>Recent files</h2>
        {files.length > 0 && (
          <button type="button" className="quiet-button" onClick={forgetFiles}>
            Clear
          </button>
        )}
      </div>
      {files.length === 0 ? (
        <p className="welcome-empty">Files you open or save are listed here.</p>
      ) : (
        <ul className="welcome-files">
          {files.map((path) => (
            <li key={path}>
              <button type="button" className="welcome-file" title={path} onClick={() => void openFile(path)}>
                <Glyph name="file" />
                <span className="welcome-file-name">{nameOf(path)}</span>
                <span className="welcome-file-folder">{folderOf(path)}</span>
              </button>
              <button
                type="button"
                className="quiet-button welcome-forget"
                aria-label={`Remove ${nameOf(path)} from recent files`}
                title="Remove from this list"
                onClick={() => forgetFile(path)}
              >
                <Glyph name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
