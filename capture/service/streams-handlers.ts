import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { MOST_COPIED } from '../../contract/messages/streams.ts';
import type { Osiscope } from '../../contract/osiscope.ts';
import type { HandlersOf } from '../../contract/serve.ts';
import { http } from '../../decoders/application/http/http.ts';
import { TCP, UDP } from '../../decoders/facts/conversations.ts';
import { type ByteOutput, ExportError, FileOutput } from '../export/byte-output.ts';
import { StreamText } from '../streams/stream-text.ts';
import type { ClientState } from './client.ts';
import { ClientStreams } from './client-streams.ts';
import { saveCodes } from './files-handlers.ts';
import { directionOf } from './open-stream.ts';
import { streamPattern } from './stream-pattern.ts';
import { firstAtRow, sentRow } from './stream-row.ts';

type Names =
  | 'streams.ofFrame'
  | 'streams.open'
  | 'streams.close'
  | 'streams.rows'
  | 'streams.rowOfFrame'
  | 'streams.find'
  | 'streams.endFind'
  | 'streams.copy'
  | 'streams.save';

export function streamsHandlers(client: ClientState): HandlersOf<Osiscope, Names> {
  const streams = new ClientStreams(client);
  return {
    'streams.ofFrame': ({ capture: id, frame }) => {
      const { table, session } = client.capture(id).capture;
      const at = table.conversation.get(frame) - 1;
      const kind = at < 0 ? 0 : session.conversations.kind.get(at);
      const number = at < 0 ? 0 : session.conversations.stream.get(at);
      return {
        tcp: kind === TCP ? number : null,
        udp: kind === UDP ? number : null,
        http: kind === TCP && session.stacks.has(table.stack.get(frame), http.id),
      };
    },
    'streams.open': async ({ capture, protocol, stream }) =>
      (await streams.open(client.capture(capture), protocol, stream)).state,
    'streams.close': ({ id }) => {
      streams.close(id);
      return {};
    },
    'streams.rows': async ({ id, first, count, ...shown }, { signal, progress }) => {
      const open = streams.get(id);
      const rows = await open.rows(shown, signal, progress);
      return { total: rows.total, rows: rows.rows(first, count).map((row) => sentRow(open, row)) };
    },
    'streams.rowOfFrame': async ({ id, frame, ...shown }, { signal, progress }) => {
      const open = streams.get(id);
      const chunk = open.stream.chunks.ofFrame(frame, directionOf(shown.direction));
      if (chunk < 0) return { row: null };
      return { row: (await open.rows(shown, signal, progress)).rowOf(chunk, 0) };
    },
    'streams.find': async ({ id, kind, text, matchCase, at, form, direction, width }, { signal, progress, fail }) => {
      const open = streams.get(id);
      const pattern = streamPattern(kind, text, matchCase, form);
      if (typeof pattern === 'string') throw fail('bad-pattern', pattern);
      const rows = await open.rows({ form, direction, width }, signal, () => {});
      const search = await open.find(pattern, direction, signal, progress);
      const { found, more } = search;
      const number = at.kind === 'match' ? at.number : firstAtRow(open, search, rows, at.row);
      const match = found.length === 0 ? undefined : found[number % found.length];
      if (!match) return { count: 0, more, match: null };
      const { chunks } = open.stream;
      return {
        count: found.length,
        more,
        match: {
          number: number % found.length,
          row: rows.rowOf(match.chunk, match.position - chunks.position(match.chunk)),
          frame: chunks.frame(match.chunk),
          length: match.length,
        },
      };
    },
    'streams.endFind': ({ id }) => {
      streams.get(id).endFind();
      return {};
    },
    'streams.copy': async ({ id, form, direction }, { signal }) => {
      const { stream } = streams.get(id);
      const decoder = new TextDecoder();
      let text = '';
      let more = false;
      await new StreamText(stream, form, directionOf(direction)).write(async (bytes) => {
        text += decoder.decode(bytes, { stream: true });
        more = text.length > MOST_COPIED;
        return !more;
      }, signal);
      return { text: text.slice(0, MOST_COPIED), more };
    },
    'streams.save': async ({ id, form, direction, path, overwrite }, { signal, progress, fail }) => {
      const { stream } = streams.get(id);
      const target = resolve(path);
      const existing = await stat(target).catch(() => null);
      if (existing?.isFile() && !overwrite) throw fail('exists', `"${target}" exists already.`);
      let file: ByteOutput | undefined;
      try {
        const output = await FileOutput.create(target);
        file = output;
        const text = new StreamText(stream, form === 'raw' ? 'bytes' : form, directionOf(direction));
        await text.write(
          async (bytes) => {
            await output.write(bytes);
            return !signal.aborted;
          },
          signal,
          (done) => progress({ done, total: stream.chunks.count }),
        );
        if (signal.aborted) throw new ExportError('cancelled', 'Saving was stopped.');
        await output.finish();
      } catch (error) {
        await file?.abandon();
        if (error instanceof ExportError) throw fail(saveCodes[error.code], error.message);
        throw error;
      }
      return { bytes: (await stat(target)).size, path: target };
    },
  };
}
