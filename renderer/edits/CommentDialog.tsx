import { Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { useState } from 'react';
import { DialogButton } from '../app/DialogButton.tsx';
import { takeFocus } from '../app/first-focus.ts';
import './edits.css';

interface CommentDialogProps {
  readonly frame: number;
  readonly comments: readonly string[];
  /** Gets the comments as they are to be; nothing when it was cancelled. */
  readonly close: (comments?: string[]) => void;
}

/** Bytes that a comment may have in a file. */
const MOST = 65_535;

/** The comments of a packet: each a text of its own, as pcapng keeps them. */
export function CommentDialog({ frame, comments, close }: CommentDialogProps) {
  const [texts, setTexts] = useState<readonly string[]>(comments.length === 0 ? [''] : comments);
  const tooLong = texts.some((text) => new TextEncoder().encode(text).length > MOST);
  const save = (): void => close(texts.filter((text) => text.trim() !== ''));
  return (
    <Dialog isOpen title={`Comments of Packet ${frame.toLocaleString('en')}`} onClose={() => close()}>
      <DialogBody>
        {texts.map((text, at) => (
          <textarea
            // biome-ignore lint/suspicious/noArrayIndexKey: comments have no other identity
            key={at}
            className="comment-text"
            aria-label={`Comment ${at + 1}`}
            rows={texts.length > 1 ? 3 : 6}
            ref={
              at === 0 && text === comments[0]
                ? takeFocus
                : at === 0 && comments.length === 0 && text === ''
                  ? takeFocus
                  : null
            }
            value={text}
            onChange={(event) => setTexts(texts.map((other, n) => (n === at ? event.target.value : other)))}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
            }}
          />
        ))}
        <p className="comment-advice">
          {tooLong
            ? 'A comment holds at most 65,535 bytes.'
            : 'Comments are kept with the capture when it is saved as pcapng. An empty one is deleted. Ctrl+Enter keeps them.'}
        </p>
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <DialogButton onClick={() => close()}>Cancel</DialogButton>
            <DialogButton intent="primary" disabled={tooLong} onClick={save}>
              Keep
            </DialogButton>
          </>
        }
      >
        <DialogButton disabled={texts.length >= 64} onClick={() => setTexts([...texts, ''])}>
          Another Comment
        </DialogButton>
      </DialogFooter>
    </Dialog>
  );
}
