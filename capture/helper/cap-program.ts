// The capture helper of last resort: writes what libpcap hands over, through the npm package `cap`, to standard output
// as pcap with nanoseconds. It decodes nothing.
//   node cap-program.ts list | probe INTERFACE [FILTER] | capture INTERFACE FILTER BUFFER_MIB SNAP_LENGTH
import { createRequire } from 'node:module';
import { PcapWriter } from '../export/pcap-writer.ts';
import { RecordBuffer } from '../export/record-buffer.ts';

interface CapSession {
  open(device: string, filter: string, bufferBytes: number, buffer: Buffer): string;
  close(): void;
  setMinBytes?(bytes: number): void;
  on(event: 'packet', listener: (length: number, truncated: boolean) => void): void;
}

interface CapModule {
  Cap: { new (): CapSession; deviceList(): { name: string; description?: string }[] };
}

/** What cap captures of a frame at most. */
const LONGEST = 65_535;
const STANDARD_BUFFER = 10 * 1024 * 1024;

/** cap names link types by its own words. */
const linkTypes: Readonly<Record<string, number>> = {
  ETHERNET: 1,
  NULL: 0,
  LINKTYPE_LINUX_SLL: 113,
  LINUX_SLL: 113,
  RAW: 101,
  IEEE802_11_RADIO: 127,
};

function load(): CapModule {
  try {
    return createRequire(import.meta.url)('cap') as CapModule;
  } catch {
    return fail('The package cap has not been built: its build needs libpcap-dev, g++ and python3.');
  }
}

function fail(text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

function capture(device: string, filter: string, bufferBytes: number, snapLength: number): void {
  const session = new (load().Cap)();
  // cap writes into this buffer without keeping it alive: the variable must live as long as the session.
  const buffer = Buffer.alloc(LONGEST);
  const linkType = open(session, device, filter, bufferBytes, buffer);
  const records = new RecordBuffer();
  const limit = snapLength > 0 ? Math.min(snapLength, LONGEST) : LONGEST;
  const writer = new PcapWriter(records, { linkType, snapLength: limit, nanoseconds: true, fcsLength: -1 });
  process.stdout.write(records.take().slice());
  session.setMinBytes?.(0);
  session.on('packet', (length) => {
    const now = process.hrtime.bigint() + clockOffset;
    const kept = Math.min(length, limit);
    writer.frame(buffer, 0, kept, length, Number(now / 1_000_000_000n), Number(now % 1_000_000_000n));
    process.stdout.write(records.take().slice());
  });
  const end = (): void => {
    session.close();
    process.exit(0);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  process.stdout.on('error', end);
}

/** From the monotonic clock to nanoseconds since 1970. */
const clockOffset = BigInt(Date.now()) * 1_000_000n - process.hrtime.bigint();

function open(session: CapSession, device: string, filter: string, bufferBytes: number, buffer: Buffer): number {
  try {
    const name = session.open(device, filter, bufferBytes, buffer);
    return linkTypes[name] ?? fail(`The link type ${name} of "${device}" is not known to this helper.`);
  } catch (error) {
    return fail((error as Error).message);
  }
}

const [command, device = '', filter = '', bufferMegabytes = '0', snapLength = '0'] = process.argv.slice(2);
if (command === 'list') {
  const list = load().Cap.deviceList();
  process.stdout.write(JSON.stringify(list.map(({ name, description }) => ({ name, description: description ?? '' }))));
} else if (command === 'probe') {
  const session = new (load().Cap)();
  open(session, device, filter, STANDARD_BUFFER, Buffer.alloc(LONGEST));
  session.close();
} else if (command === 'capture') {
  capture(device, filter, Number(bufferMegabytes) * 1024 * 1024 || STANDARD_BUFFER, Number(snapLength));
} else {
  fail('The first argument is list, probe or capture.');
}
