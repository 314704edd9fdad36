import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Capture } from '../../../capture/store/capture.ts';
import { RecordedTrace } from '../../../capture/trace/recorded-trace.ts';
import type { TraceEvent } from '../../../contract/trace-event.ts';
import { pcapFile } from '../../builders/capture-file-pcap.ts';
import { ethernet, ipv4, packet, udp } from '../../builders/packet.ts';
import { temporaryFile } from '../opened-capture.ts';
import { readCapture } from '../streams/followed.ts';

function event(sequence: number): TraceEvent {
  return {
    time: 1_700_000_000_000_000_000n,
    sequence,
    role: 'daemon',
    part: 'control',
    pid: 7,
    tid: 7,
    step: 'listen',
  };
}

test('what comes while steps and frames are being joined is joined for whoever asks after it came', async (t) => {
  const frame = { seconds: 1_700_000_000, fraction: 0, bytes: packet(ethernet(), ipv4(), udp(40000, 40001)) };
  const path = await temporaryFile(t, 'joined.pcap', pcapFile({}, [frame, frame]));
  const { source, registry, interfaces, table } = await readCapture(t, path);
  const growing = new Capture(source, registry, 'capturing');
  growing.pass.captureInterface(interfaces[0]);
  const grow = (number: number): void => {
    const length = source.frameBytes.locate(table.offset.get(number), table.captured.get(number));
    const { bytes, start } = source.frameBytes;
    growing.pass.frame(bytes, start, length, length, frame.seconds, 0, 0, table.offset.get(number));
  };
  const trace = new RecordedTrace(growing);
  trace.events.push(event(1));
  grow(1);
  const early = trace.catchUp();
  grow(2);
  await trace.catchUp();
  assert.deepEqual(
    trace.rows.map(({ kind }) => kind),
    ['event', 'frame', 'frame'],
  );
  await early;
});
