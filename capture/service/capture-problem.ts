import type { Capture } from '../store/capture.ts';

/** What is wrong with a capture, for a person: that it ended early, or that its frames are no longer there. Null for nothing. */
export function problemOf({ problem, unreadable }: Capture): string | null {
  if (unreadable === 0) return problem;
  const frame = unreadable.toLocaleString('en');
  return `Frame ${frame} can no longer be read, and others may be lost too: the file was changed after it was opened. Filters and statistics miss what was in them. Open the file again.`;
}
