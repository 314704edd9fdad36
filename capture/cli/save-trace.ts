import { FileOutput } from '../export/byte-output.ts';
import { exportFrames } from '../export/export-frames.ts';
import { allFrames } from '../export/frame-selection.ts';
import type { CaptureSource } from '../sources/capture-source.ts';
import type { PacketTable } from '../store/packet-table.ts';
import type { FrameFacts } from '../trace/frame-facts.ts';
import { traceComments } from '../trace/saved-trace.ts';
import type { TracedStep } from '../trace/trace.ts';

/** Writes all frames as pcapng, with the steps, and the line of `formatRun` if there is one, in comments. Returns how many steps there was no room for. */
export async function saveTrace(
  path: string,
  source: CaptureSource,
  table: PacketTable,
  steps: readonly TracedStep[],
  facts: readonly FrameFacts[],
  run = '',
): Promise<number> {
  const { comments, left } = traceComments(steps, facts, table.count, run);
  const from = { details: source.details, frameBytes: source.frameBytes, columns: table };
  const output = await FileOutput.create(path);
  await exportFrames(from, allFrames(table.count), { format: 'pcapng', comments, application: 'Osiscope' }, output);
  return left;
}
