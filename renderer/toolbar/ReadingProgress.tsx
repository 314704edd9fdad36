import { stopReading } from '../files/file-commands.ts';
import type { CaptureState } from '../state/app-state.ts';
import { byteText, percentText } from '../status/number-texts.ts';

/** How much of a file has been read, with a button that leaves it at that. */
export function ReadingProgress({ capture }: { readonly capture: CaptureState }) {
  const { bytes, totalBytes } = capture;
  const known = totalBytes !== null && totalBytes > 0;
  return (
    <div className="toolbar-reading">
      <progress
        aria-label="Reading"
        className="toolbar-progress"
        {...(known ? { max: totalBytes, value: Math.min(bytes, totalBytes) } : {})}
      />
      <span className="toolbar-reading-text">
        {known ? `${percentText(Math.min(bytes, totalBytes), totalBytes)} of ${byteText(totalBytes)}` : byteText(bytes)}
      </span>
      <button
        type="button"
        className="quiet-button"
        title="Stop reading; the packets read so far stay"
        onClick={() => void stopReading(capture)}
      >
        Stop
      </button>
    </div>
  );
}
