import { useEffect, useRef, useState } from 'react';
import { Glyph } from '../app/glyphs.tsx';
import { nameOf } from './file-names.ts';
import type { Folder } from './use-folder.ts';

interface PathFieldProps {
  readonly folder: Folder;
  /** A path that is no folder was entered. */
  readonly file?: (path: string) => void;
  /** Told of the path of a file that is being typed, null when what stands there is none. */
  readonly typed?: (path: string | null) => void;
}

/** The folder that is shown, to be typed over, with a way up. */
export function PathField({ folder: { list, problem, go }, file, typed }: PathFieldProps) {
  const [text, setText] = useState('');
  const path = list?.path ?? '';
  const before = useRef('');
  useEffect(() => {
    // What was typed before the first folder was listed stays.
    setText((now) => (before.current === '' && now !== '' ? now : path));
    before.current = path;
  }, [path]);
  const enter = async (): Promise<void> => {
    const wanted = text.trim();
    if (file && looksLikeFile(wanted)) file(wanted);
    else await go(wanted, file);
  };
  return (
    <div className="path-field">
      <button
        type="button"
        className="tool-button"
        aria-label="Parent folder"
        title="Parent folder (Backspace in the list)"
        disabled={list?.parent == null}
        onClick={() => void go(list?.parent ?? '')}
      >
        <Glyph name="up" />
      </button>
      <input
        className="tool-field path-text"
        aria-label="Folder"
        spellCheck={false}
        autoComplete="off"
        value={text}
        aria-invalid={problem !== ''}
        onChange={(event) => {
          const now = event.target.value;
          setText(now);
          typed?.(looksLikeFile(now.trim()) ? now.trim() : null);
        }}
        onBlur={() => {
          const wanted = text.trim();
          if (list && wanted !== '' && wanted !== path && !(file && looksLikeFile(wanted))) void go(wanted);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          void enter();
        }}
      />
    </div>
  );
}

function looksLikeFile(path: string): boolean {
  return /\.[A-Za-z0-9]{2,6}$/.test(nameOf(path));
}
