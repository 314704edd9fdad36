import { Dialog, DialogBody, DialogFooter } from '@blueprintjs/core';
import { useMemo, useState } from 'react';
import { DialogButton } from '../app/DialogButton.tsx';
import { takeFocus } from '../app/first-focus.ts';
import { offerFile } from '../graphs/save-chart.ts';
import { copyText } from '../panes/clipboard.ts';
import { countText } from '../status/number-texts.ts';
import { type ByteDecoding, byteDecodings, decodedBytes } from './byte-decodings.ts';
import { type ByteFormat, byteFormats, formatBytes } from './byte-formats.ts';

interface ShowBytesDialogProps {
  readonly title: string;
  readonly bytes: Uint8Array;
  /** Of the first byte in its source. */
  readonly offset: number;
  /** The form to begin with. */
  readonly format: ByteFormat;
  readonly close: () => void;
}

/** Most bytes that are written out. */
const MOST = 256 * 1024;

/** The bytes of a field or a packet, decoded from the way they are written in, in the form that is chosen. */
export function ShowBytesDialog({ title, bytes, offset, format: first, close }: ShowBytesDialogProps) {
  const [decoding, setDecoding] = useState<ByteDecoding>('none');
  const [format, setFormat] = useState(first);
  const decoded = useMemo(() => decodedBytes(bytes, decoding), [bytes, decoding]);
  const text = useMemo(
    () => (decoded ? formatBytes(decoded.subarray(0, MOST), format, decoding === 'none' ? offset : 0) : ''),
    [decoded, format, decoding, offset],
  );
  const remark = !decoded
    ? `These bytes are not written ${byteDecodings[decoding].replace('from', 'in')}.`
    : decoded.length > MOST
      ? `The first ${countText(MOST, 'byte')} of ${countText(decoded.length, 'byte')}; Save writes all of them.`
      : countText(decoded.length, 'byte');
  return (
    <Dialog isOpen title={title} onClose={close} className="show-bytes">
      <DialogBody>
        <div className="show-bytes-choices">
          <label>
            Decoded
            <select
              className="tool-field"
              value={decoding}
              onChange={(event) => setDecoding(event.target.value as ByteDecoding)}
            >
              {Object.entries(byteDecodings).map(([id, name]) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label>
            Shown as
            <select
              className="tool-field"
              value={format}
              onChange={(event) => setFormat(event.target.value as ByteFormat)}
            >
              {Object.entries(byteFormats).map(([id, name]) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        </div>
        <textarea
          ref={takeFocus}
          className="show-bytes-text"
          aria-label="Bytes"
          readOnly
          value={text}
          spellCheck={false}
        />
      </DialogBody>
      <DialogFooter
        actions={
          <>
            <DialogButton disabled={!decoded} onClick={() => void copyText(text, byteFormats[format])}>
              Copy
            </DialogButton>
            <DialogButton
              disabled={!decoded}
              title="Writes the decoded bytes themselves to a file"
              onClick={() => decoded && offerFile('bytes.bin', new Blob([new Uint8Array(decoded)]))}
            >
              Save…
            </DialogButton>
            <DialogButton intent="primary" onClick={close}>
              Close
            </DialogButton>
          </>
        }
      >
        <span className={decoded ? 'show-bytes-remark' : 'filters-problem'} role="status">
          {remark}
        </span>
      </DialogFooter>
    </Dialog>
  );
}
