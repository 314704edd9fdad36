import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COMPLETE_PDU, DROPPED, PduTable, WAITING } from '../../../decoders/facts/pdu-table.ts';
import { TcpFacts } from '../../../decoders/facts/tcp-facts.ts';
import { TcpFlows } from '../../../decoders/facts/tcp-flows.ts';
import { NEED_MORE, type StreamProtocol } from '../../../decoders/model/stream.ts';
import { Payload, StreamAssembly } from '../../../decoders/transport/tcp/stream-assembly.ts';

/** Two bytes of length, then as many bytes. */
const counted: StreamProtocol = {
  measure: (bytes, start, end) => (end - start < 2 ? NEED_MORE : 2 + (bytes[start] << 8) + bytes[start + 1]),
};

function assembly(most?: number): { pdus: PduTable; send(stream: number, seq: number, bytes: Uint8Array): void } {
  const flows = new TcpFlows();
  const facts = new TcpFacts();
  const pdus = new PduTable();
  const streams = new StreamAssembly(flows, facts, pdus, most);
  const payload = new Payload();
  let frame = 0;
  for (let i = 0; i < 8; i++) flows.begin(i, 0, 0);
  return {
    pdus,
    send(stream, seq, bytes) {
      Object.assign(payload, { bytes, start: 0, length: bytes.length, offset: 54, seq, flow: 2 * stream });
      payload.frame = ++frame;
      facts.clear();
      streams.add(payload, counted, stream, undefined);
    },
  };
}

const head = (length: number, bytes: number): Uint8Array => {
  const all = new Uint8Array(bytes);
  all.set([length >> 8, length & 255]);
  return all;
};

test('the oldest unfinished messages are given up when all together need too much memory', () => {
  const { pdus, send } = assembly(64 * 1024);
  for (let stream = 0; stream < 3; stream++) send(stream, 0, head(60_000, 1000));
  assert.deepEqual(
    [0, 1, 2].map((row) => pdus.state.get(row)),
    [WAITING, WAITING, WAITING],
  );
  for (let at = 1000; at < 60_002; at += 1000) send(2, at, new Uint8Array(Math.min(1000, 60_002 - at)));
  assert.deepEqual(
    [0, 1, 2].map((row) => pdus.state.get(row)),
    [DROPPED, WAITING, COMPLETE_PDU],
  );
});
