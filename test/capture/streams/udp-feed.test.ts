import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join as joined } from 'node:path';
import { type TestContext, test } from 'node:test';
import { conversationOfStream, FollowedStream } from '../../../capture/streams/followed-stream.ts';
import { endText } from '../../../capture/streams/stream-ends.ts';
import { pcapFile } from '../../builders/capture-file-pcap.ts';
import { ascii, ethernet, ipv4, join, packet, u8, udp } from '../../builders/packet.ts';
import { tcp } from '../../builders/tcp.ts';
import { temporaryFolder } from '../opened-capture.ts';
import { readCapture } from './followed.ts';

const [a, b] = ['10.0.0.1', '10.0.0.2'];
const there = (...rest: Parameters<typeof packet>) => packet(ethernet(), ipv4({ src: a, dst: b }), ...rest);
const back = (...rest: Parameters<typeof packet>) => packet(ethernet(), ipv4({ src: b, dst: a }), ...rest);

async function followed(t: TestContext, frames: readonly Uint8Array[], cut = 1e5): Promise<FollowedStream> {
  const path = joined(await temporaryFolder(t), 'udp.pcap');
  const records = frames.map((bytes, at) => ({
    seconds: 1,
    fraction: at,
    bytes: bytes.subarray(0, cut),
    originalLength: bytes.length,
  }));
  writeFileSync(path, pcapFile({}, records));
  const capture = await readCapture(t, path);
  const stream = new FollowedStream(capture, 'udp', conversationOfStream(capture, 'udp', 0));
  await stream.update({ aborted: false });
  return stream;
}

function chunks(stream: FollowedStream): string[] {
  const reader = stream.reader();
  return Array.from({ length: stream.chunks.count }, (_, chunk) => {
    const length = reader.load(chunk);
    const text = Buffer.from(reader.bytes.subarray(reader.start, reader.start + length)).toString('latin1');
    const missing = stream.chunks.cut(chunk);
    return `${stream.chunks.frame(chunk)} ${'><'[stream.chunks.direction(chunk)]} ${text}${missing > 0 ? ` (${missing} cut)` : ''}`;
  });
}

test('datagrams are given one by one, empty ones left out', async (t) => {
  const stream = await followed(t, [
    there(udp(5000, 6000), ascii('one')),
    back(udp(6000, 5000), ascii('two')),
    there(udp(5000, 6000)),
    there(udp(5000, 6001), ascii('another')),
    there(udp(5000, 6000), ascii('three')),
  ]);
  assert.deepEqual(chunks(stream), ['1 > one', '2 < two', '5 > three']);
  assert.equal(stream.frames, 4);
});

test('what the snap length cut off is told', async (t) => {
  const stream = await followed(t, [there(udp(5000, 6000), ascii('0123456789'))], 14 + 20 + 8 + 4);
  assert.deepEqual(chunks(stream), ['1 > 0123 (6 cut)']);
});

test('a tunnel is followed by its own sides, whatever is said inside', async (t) => {
  const vxlan = u8(8, 0, 0, 0, 0, 0, 1, 0);
  const inside = (src: string, dst: string, ports: readonly [number, number]): Uint8Array =>
    join(vxlan, packet(ethernet(), ipv4({ src, dst }), tcp(...ports), ascii('x')));
  const stream = await followed(t, [
    there(udp(50_000, 4789), inside('192.168.0.1', '192.168.0.2', [40_000, 80])),
    there(udp(50_000, 4789), inside('192.168.0.2', '192.168.0.1', [80, 40_000])),
    back(udp(4789, 50_000), inside('192.168.0.2', '192.168.0.1', [80, 40_000])),
  ]);
  assert.deepEqual(
    [0, 1, 2].map((chunk) => stream.chunks.direction(chunk)),
    [0, 0, 1],
  );
  assert.deepEqual(stream.ends.map(endText), ['10.0.0.1:50000', '10.0.0.2:4789']);
  assert.equal(stream.chunks.length(0), 8 + 14 + 20 + 20 + 1);
});
