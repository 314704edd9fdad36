import { Dissection } from '../../decoders/model/dissection.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import { Session } from '../../decoders/model/session.ts';
import { standardRegistry } from '../../decoders/protocols.ts';
import type { FrameTimes } from '../passes/frame-time.ts';
import { IndexPass } from '../passes/index-pass.ts';
import { nodeCodecs } from '../passes/node-codecs.ts';
import type { CaptureInterface } from '../sources/frame-sink.ts';
import { openCaptureFile } from '../sources/open-capture-file.ts';
import { packetOptions } from '../sources/packet-options.ts';
import { PacketTable } from '../store/packet-table.ts';
import type { Arguments } from './arguments.ts';
import { CsvPrinter } from './csv-printer.ts';
import { FieldsPrinter } from './fields-printer.ts';
import { JsonPrinter } from './json-printer.ts';
import { Output } from './output.ts';
import type { Printer } from './printer.ts';
import { TextPrinter } from './text-printer.ts';
import { TreePrinter } from './tree-printer.ts';

/** `-r FILE`: prints the frames of a file in one pass. Returns the exit code. */
export async function readCommand(args: Arguments, path: string): Promise<number> {
  const registry = standardRegistry();
  const out = new Output();
  const table = new PacketTable();
  const interfaces: CaptureInterface[] = [];
  const printer = printerFor(args, out, registry, { table, interfaces });
  const source = await openCaptureFile(path);
  const session = new Session();
  session.codecs = nodeCodecs;
  session.remarks = (frame) => packetOptions(source.details, source.frameBytes, frame);
  const dissection = new Dissection(registry, session);
  const abort = new AbortController();
  const pass = new IndexPass(dissection, table, interfaces, printer.mask, (d) => {
    if (args.count !== undefined && d.record.number > args.count) return abort.abort();
    printer.frame(d);
  });
  printer.begin?.();
  for await (const _ of source.read(pass, { signal: abort.signal })) if (abort.signal.aborted) break;
  printer.end?.();
  out.flush();
  const { damage } = source;
  await source.close();
  if (damage) process.stderr.write(`osiscope: ${damage.sentence}\n`);
  return damage ? 2 : 0;
}

function printerFor(args: Arguments, out: Output, registry: Registry, times: FrameTimes): Printer {
  switch (args.form) {
    case 'fields':
      return new FieldsPrinter(out, registry, args.fields, args.fieldOptions);
    case 'json':
      return new JsonPrinter(out);
    case 'csv':
      return new CsvPrinter(out, registry, times, args.timeFormat);
    case 'text':
      return args.details || args.hexDump
        ? new TreePrinter(out, args.details, args.hexDump)
        : new TextPrinter(out, registry, times, args.timeFormat);
  }
}
