import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { ContractError } from '../../contract/errors.ts';
import type { fileFormat, selection } from '../../contract/messages/files.ts';
import type { Osiscope } from '../../contract/osiscope.ts';
import type { Infer } from '../../contract/schema.ts';
import type { HandlersOf } from '../../contract/serve.ts';
import { ExportError, FileOutput, GzipOutput } from '../export/byte-output.ts';
import { exportFrames } from '../export/export-frames.ts';
import { type ExportSource, planExport } from '../export/export-plan.ts';
import { exportTexts } from '../export/export-texts.ts';
import { allFrames, type FrameSelection, listedFrames, rangeFrames } from '../export/frame-selection.ts';
import { parseRangeList } from '../export/range-list.ts';
import type { Capture } from '../store/capture.ts';
import type { View } from '../store/view.ts';
import type { ClientState } from './client.ts';
import { listFolder } from './folder-list.ts';
import { productVersion } from './product-version.ts';

type Selection = Infer<typeof selection>;

/** What the client is told of each reason. */
export const saveCodes = {
  'no-permission': 'denied',
  'disk-full': 'disk-full',
  refused: 'refused',
  'not-a-file': 'io',
  closed: 'io',
  changed: 'io',
  cancelled: 'io',
  io: 'io',
} as const;

/** Headers and record framing that a file has besides the frames: an estimate for the preview. */
const RECORD_BYTES: Readonly<Record<Infer<typeof fileFormat>, number>> = {
  pcapng: 34,
  pcap: 16,
  'pcap-nanoseconds': 16,
};

export function filesHandlers(
  client: ClientState,
): HandlersOf<Osiscope, 'files.listFolder' | 'files.preview' | 'files.save' | 'files.saveTexts'> {
  return {
    'files.listFolder': ({ path }) => listFolder(path),
    'files.preview': async ({ capture: id, format, selection: chosen }, { signal }) => {
      const { capture } = client.capture(id);
      const frames = framesOf(client, capture, chosen);
      const plan = await planExport(exportSource(capture), frames, {
        format,
        changedComments: capture.edits.comments,
        signal: signal as AbortSignal,
      });
      let bytes = 0;
      for (const frame of frames.numbers()) bytes += capture.table.captured.get(frame) + RECORD_BYTES[format];
      return {
        frames: plan.frames,
        bytes,
        losses: plan.losses.slice(0, 16).map((loss) => loss.sentence),
        refused: plan.refused,
      };
    },
    'files.save': async ({ capture: id, format, selection: chosen, path, gzip, overwrite }, context) => {
      const { fail, progress } = context;
      const entry = client.capture(id);
      const frames = framesOf(client, entry.capture, chosen);
      const target = resolve(path);
      const existing = await stat(target).catch(() => null);
      if (existing?.isFile() && !overwrite) throw fail('exists', `"${target}" exists already.`);
      try {
        const file = await FileOutput.create(target);
        const options = {
          format,
          changedComments: entry.capture.edits.comments,
          ...(entry.traceComments && { comments: await entry.traceComments() }),
          application: `Osiscope ${productVersion()}`,
          signal: context.signal as AbortSignal,
          onProgress: (done: number, total: number) => progress({ done, total }),
        };
        await exportFrames(exportSource(entry.capture), frames, options, gzip ? new GzipOutput(file) : file);
      } catch (error) {
        if (error instanceof ExportError) throw fail(saveCodes[error.code], error.message);
        throw error;
      }
      if (chosen.kind === 'all' && entry.unsaved && entry.capture.phase === 'ready') {
        entry.unsaved = false;
        entry.path = target;
        entry.title = basename(target);
        entry.announce.flush();
      }
      return { frames: frames.count, bytes: (await stat(target)).size, path: target };
    },
    'files.saveTexts': async (
      { capture: id, selection: chosen, form, columns, timeFormat, path, overwrite },
      context,
    ) => {
      const { fail, progress } = context;
      const { capture, title } = client.capture(id);
      const frames = framesOf(client, capture, chosen);
      const target = resolve(path);
      const existing = await stat(target).catch(() => null);
      if (existing?.isFile() && !overwrite) throw fail('exists', `"${target}" exists already.`);
      const options = {
        form,
        columns,
        time: timeFormat,
        creator: `osiscope/${productVersion()}`,
        file: title,
        signal: context.signal as AbortSignal,
        onProgress: (done: number, total: number) => progress({ done, total }),
      };
      try {
        await exportTexts(capture, frames, options, await FileOutput.create(target));
      } catch (error) {
        if (error instanceof ExportError) throw fail(saveCodes[error.code], error.message);
        throw error;
      }
      return { frames: frames.count, bytes: (await stat(target)).size, path: target };
    },
  };
}

function framesOf(client: ClientState, capture: Capture, chosen: Selection): FrameSelection {
  switch (chosen.kind) {
    case 'all':
      return allFrames(capture.table.count);
    case 'displayed':
      return displayed(client.view(chosen.view));
    case 'marked':
      return listedFrames(capture.edits.marked);
    case 'range': {
      const ranges = parseRangeList(chosen.range, capture.table.count);
      if ('sentence' in ranges) throw new ContractError('range', ranges.sentence);
      return rangeFrames(ranges);
    }
  }
}

function displayed(view: View): FrameSelection {
  const { frames } = view;
  return frames === null ? allFrames(view.total) : listedFrames(frames);
}

function exportSource({ source, table }: Capture): ExportSource {
  return { details: source.details, frameBytes: source.frameBytes, columns: table };
}
