import { useEffect, useRef, useState } from 'react';
import { Glyph } from '../app/glyphs.tsx';
import { byteText } from '../status/number-texts.ts';
import { joined, nameOf } from './file-names.ts';
import { useRecent } from './recent-files.ts';
import { dateText } from './time-texts.ts';
import { typedAhead } from './type-ahead.ts';
import type { Folder, FolderEntry } from './use-folder.ts';

interface FolderBrowserProps {
  readonly folder: Folder;
  /** Entries that are listed. */
  readonly shows: (entry: FolderEntry) => boolean;
  /** Told of the file that is selected, null for none. */
  readonly select: (entry: FolderEntry | null) => void;
  /** A file was double-clicked, or Enter pressed on it. */
  readonly open: (entry: FolderEntry) => void;
  /** Said where no entry is listed. */
  readonly empty: string;
  /** Name of the entry to select when a folder is shown. */
  readonly start?: string | undefined;
  /** Whether the first entry is selected as a folder is shown, without anybody having picked it. */
  readonly first?: boolean;
  /** Whether it takes the focus when it is there. */
  readonly focus?: boolean;
}

/** Typing goes on with the same word within this time, in milliseconds. */
const TYPING = 900;

/** A folder's entries in a list, with the folders used last beside it. */
export function FolderBrowser(props: FolderBrowserProps) {
  const { folder, shows, select, open, empty, start, first = true, focus = false } = props;
  const { list, busy, go } = folder;
  const recent = useRecent((s) => s.folders);
  const entries = list?.entries.filter(shows) ?? [];
  const [at, setAt] = useState(0);
  const rows = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: '', when: 0 });
  const came = useRef('');

  const path = list?.path;
  // biome-ignore lint/correctness/useExhaustiveDependencies: starts anew when another folder is shown
  useEffect(() => {
    const wanted = came.current || start;
    const found = entries.findIndex(({ name }) => name === wanted);
    came.current = '';
    const chosen = first ? Math.max(0, found) : found;
    setAt(chosen);
    const entry = entries[chosen];
    if (first || entry) select(entry && !entry.folder ? entry : null);
  }, [path]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: takes the focus once
  useEffect(() => {
    if (focus) rows.current?.focus();
  }, []);
  useEffect(() => {
    rows.current?.querySelector(`[data-at="${at}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const move = (to: number): void => {
    if (entries.length === 0) return;
    const next = Math.max(0, Math.min(entries.length - 1, to));
    setAt(next);
    const entry = entries[next];
    select(entry.folder ? null : entry);
  };
  const enter = (entry: FolderEntry | undefined): void => {
    if (!entry || !list) return;
    if (entry.folder) void go(joined(list.path, entry.name));
    else open(entry);
  };
  const up = (): void => {
    if (!list || list.parent === null) return;
    came.current = nameOf(list.path);
    void go(list.parent);
  };

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.altKey && event.key === 'ArrowUp') up();
    else if (event.altKey || event.ctrlKey || event.metaKey) return;
    else if (event.key === 'ArrowDown') move(at + 1);
    else if (event.key === 'ArrowUp') move(at - 1);
    else if (event.key === 'PageDown') move(at + 10);
    else if (event.key === 'PageUp') move(at - 10);
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(entries.length - 1);
    else if (event.key === 'Enter') enter(entries[at]);
    else if (event.key === 'Backspace') up();
    else if (event.key === '/') {
      // A path is being typed: its first letter is put where it belongs by the focus going there.
      event.currentTarget.closest('.bp6-dialog')?.querySelector<HTMLInputElement>('.path-text')?.select();
      return;
    } else if (event.key.length === 1) {
      const now = Date.now();
      const text = (now - typed.current.when < TYPING ? typed.current.text : '') + event.key;
      typed.current = { text, when: now };
      const found = typedAhead(
        entries.map(({ name }) => name),
        at,
        text,
      );
      if (found >= 0) move(found);
    } else return;
    event.preventDefault();
  };

  const places = [...new Set(['', '/', ...recent])];
  return (
    <div className="folder-browser">
      <nav className="folder-places" aria-label="Folders used last">
        {places.map((place) => (
          <button
            key={place}
            type="button"
            className="folder-place"
            aria-current={place !== '' && place === list?.path}
            title={place === '' ? 'Home folder' : place}
            onClick={() => void go(place)}
          >
            <Glyph name={place === '' ? 'home' : 'folder'} />
            <span>{place === '' ? 'Home' : place === '/' ? '/' : nameOf(place)}</span>
          </button>
        ))}
      </nav>
      <div
        className="folder-rows"
        role="listbox"
        aria-label="Files"
        aria-busy={busy || list === null}
        aria-activedescendant={entries.length > 0 ? `folder-${at}` : undefined}
        tabIndex={0}
        ref={rows}
        onKeyDown={onKeyDown}
      >
        {entries.map((entry, n) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys for its rows
          <div
            key={entry.name}
            id={`folder-${n}`}
            data-at={n}
            role="option"
            aria-selected={n === at}
            tabIndex={-1}
            className={entry.folder || entry.capture ? 'folder-row' : 'folder-row folder-other'}
            onClick={() => move(n)}
            onDoubleClick={() => enter(entry)}
          >
            <Glyph name={entry.folder ? 'folder' : 'file'} />
            <span className="folder-name">{entry.name}</span>
            <span className="folder-bytes">{entry.folder ? '' : byteText(entry.bytes)}</span>
            <span className="folder-date">{dateText(entry.modified)}</span>
          </div>
        ))}
        {list && entries.length === 0 && <p className="folder-empty">{empty}</p>}
        {list && list.more > 0 && <p className="folder-empty">{list.more} more entries are not listed.</p>}
      </div>
    </div>
  );
}
