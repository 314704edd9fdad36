import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { PcapngMerge } from '../../../capture/helper/pcapng-merge.ts';
import type { CaptureInterface } from '../../../capture/sources/frame-sink.ts';
import { openCaptureFile } from '../../../capture/sources/open-capture-file.ts';
import { pcapFile } from '../../builders/capture-file-pcap.ts';

interface Merged {
  readonly interfaces: { name: string; filter: string; linkType: number }[];
  /** `interface:seconds.nanoseconds captured/original`. */
  readonly frames: string[];
}

async function read(merge: PcapngMerge): Promise<Merged> {
  const source = await openCaptureFile('-', { standardInput: merge.stream });
  const merged: Merged = { interfaces: [], frames: [] };
  const sink = {
    captureInterface: ({ name, filter, linkType }: CaptureInterface) =>
      merged.interfaces.push({ name, filter, linkType }),
    frame: (_: Uint8Array, __: number, captured: number, original: number, s: number, ns: number, id: number) =>
      merged.frames.push(`${id}:${s}.${ns} ${captured}/${original}`),
  };
  for await (const _ of source.read(sink));
  await source.close();
  return merged;
}

const frame = (seconds: number, fraction: number, length: number, originalLength = length) => ({
  seconds,
  fraction,
  bytes: new Uint8Array(length).fill(seconds),
  originalLength,
});

test('streams become one, with their interfaces named and their times kept to the nanosecond', async () => {
  const merge = new PcapngMerge(0);
  const [lo, eth] = [new PassThrough(), new PassThrough()];
  merge.add(lo, { name: 'lo', filter: 'icmp' });
  merge.add(eth, { name: 'eth0', filter: '' });
  const merged = read(merge);
  lo.end(pcapFile({ nanoseconds: true }, [frame(1, 123_456_789, 60), frame(3, 1, 1500, 9000)]));
  await new Promise((resolve) => setImmediate(resolve));
  eth.end(pcapFile({ nanoseconds: true, network: 113 }, [frame(2, 999_999_999, 1)]));
  assert.deepEqual(await merged, {
    interfaces: [
      { name: 'lo', filter: 'icmp', linkType: 1 },
      { name: 'eth0', filter: '', linkType: 113 },
    ],
    frames: ['0:1.123456789 60/60', '0:3.1 1500/9000', '1:2.999999999 1/1'],
  });
});

test('records cut anywhere by the pipe are put together', async () => {
  const bytes = pcapFile({ nanoseconds: true }, [frame(1, 1, 100), frame(2, 2, 200), frame(3, 3, 300)]);
  for (const size of [1, 7, 24, 25, 100]) {
    const merge = new PcapngMerge(0);
    const input = new PassThrough();
    merge.add(input, { name: 'lo', filter: '' });
    const merged = read(merge);
    for (let at = 0; at < bytes.length; at += size) input.write(bytes.slice(at, at + size));
    input.end();
    assert.deepEqual((await merged).frames, ['0:1.1 100/100', '0:2.2 200/200', '0:3.3 300/300'], `pieces of ${size}`);
  }
});

test('no more frames come than asked for, and the programs are told', async () => {
  const merge = new PcapngMerge(2);
  let told = 0;
  merge.onFull(() => told++);
  const input = new PassThrough();
  merge.add(input, { name: 'lo', filter: '' });
  const merged = read(merge);
  input.end(pcapFile({ nanoseconds: true }, [frame(1, 1, 10), frame(2, 2, 20), frame(3, 3, 30)]));
  assert.deepEqual((await merged).frames, ['0:1.1 10/10', '0:2.2 20/20']);
  assert.equal(told, 1);
});
