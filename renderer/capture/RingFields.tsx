import { useEffect } from 'react';
import { folderOf, joined } from '../files/file-names.ts';
import { useRecent } from '../files/recent-files.ts';
import { attempt } from '../notices/notices-state.ts';
import { client, host } from '../state/session.ts';
import { changeChoices, useChoices } from './choices-state.ts';
import { LimitFields } from './LimitFields.tsx';
import { NumberField } from './NumberField.tsx';
import { limits, type RingChoice } from './run-options.ts';

const NAME = 'capture.pcapng';

/** Whether and how a run is written into a ring of files. */
export function RingFields() {
  const ring = useChoices((s) => s.ring);
  const change = (part: Partial<RingChoice>): void => {
    changeChoices((all) => ({ ...all, ring: { ...all.ring, ...part } }));
  };
  const { on, path } = ring;
  // biome-ignore lint/correctness/useExhaustiveDependencies: suggests a place once
  useEffect(() => {
    if (!on || path !== '') return;
    void suggestedFolder().then((folder) => change({ path: joined(folder, NAME) }));
  }, [on]);
  const chosen = on && host().kind === 'desktop';
  return (
    <fieldset className="options-group">
      <legend>
        <label>
          <input type="checkbox" checked={on} onChange={(event) => change({ on: event.target.checked })} />
          Write a ring of files
        </label>
      </legend>
      {on && (
        <>
          <div className="options-line">
            <input
              className="tool-field options-path"
              aria-label="Folder and name of the files"
              spellCheck={false}
              autoComplete="off"
              placeholder={`/folder/${NAME}`}
              title="Number and time are added: capture_00001_20260131235959.pcapng"
              value={path}
              onChange={(event) => change({ path: event.target.value })}
            />
            {chosen && (
              <button
                type="button"
                className="tool-button"
                onClick={() =>
                  void attempt(async () => {
                    const place = await host().chooseSavePath(path);
                    if (place) change({ path: place });
                  })
                }
              >
                Choose…
              </button>
            )}
          </div>
          <div className="options-line">
            <span>Next file after</span>
            <LimitFields what="Next file" value={ring} change={change} />
          </div>
          <div className="options-line">
            <span>Keep the newest</span>
            <NumberField
              label="Files kept"
              unit="files"
              placeholder="all"
              value={ring.files}
              most={limits.ringFiles}
              change={(files) => change({ files })}
            />
            <span className="options-remark">Packets of deleted files stay listed but cannot be opened any more.</span>
          </div>
        </>
      )}
    </fieldset>
  );
}

async function suggestedFolder(): Promise<string> {
  const [recent] = useRecent.getState().folders;
  if (recent) return recent;
  const [file] = useRecent.getState().files;
  if (file) return folderOf(file);
  return (await client().call('files.listFolder', { path: '' })).path;
}
