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

interface Sending {
  readonly pdus: PduTable;
  /** Bytes of messages that are kept. */
  buffered(): number;
  send(stream: number, seq: number, bytes: Uint8Array, closes?: boolean): void;
}

function assembly(most?: number): Sending {
  const flows = new TcpFlows();
  const facts = new TcpFacts();
  const pdus = new PduTable();
  const streams = new StreamAssembly(flows, facts, pdus, most);
  const payload = new Payload();
  let frame = 0;
  for (let i = 0; i < 8; i++) flows.begin(i, 0, 0);
  return {
    pdus,
    buffered: () => streams.buffered,
    send(stream, seq, bytes, closes = false) {
      Object.assign(payload, { bytes, start: 0, length: bytes.length, offset: 54, seq, flow: 2 * stream, closes });
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
  const { pdus, send } = assembly(61_500);
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

test('what an unfinished message has is let go when its sender closes the connection', () => {
  const { pdus, send, buffered } = assembly();
  send(0, 0, head(60_000, 1000));
  assert.ok(buffered() >= 1000);
  send(0, 1000, new Uint8Array(500), true);
  assert.equal(buffered(), 0);
  assert.equal(pdus.state.get(0), WAITING);

  send(1, 0, head(60_000, 1000));
  send(1, 2000, new Uint8Array(500), true);
  assert.ok(buffered() >= 2500, 'bytes before the end may still come');
});
