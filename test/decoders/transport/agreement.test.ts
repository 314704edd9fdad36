import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { tcpPorts } from '../../../decoders/dispatch/tables.ts';
import { Dissection } from '../../../decoders/model/dissection.ts';
import { allFields, type Field } from '../../../decoders/model/field.ts';
import { maskOf } from '../../../decoders/model/mask.ts';
import { Session } from '../../../decoders/model/session.ts';
import { exportText } from '../../../decoders/tree/value-text.ts';
import { pcapFile } from '../../builders/capture-file-pcap.ts';
import { type RoughFrame, roughTraffic } from '../../builders/rough-traffic.ts';
import { registry } from '../listing.ts';

const run = promisify(execFile);
const noTshark = spawnSync('tshark', ['--version']).error ? 'tshark is not installed' : false;
const BEGIN = 1_700_000_000;
const SECOND = 1_000_000_000;

const names = [
  ...['stream', 'completeness', 'seq', 'nxtseq', 'ack', 'flags.str', 'window_size', 'window_size_scalefactor'],
  ...['time_relative', 'time_delta', 'options.sack_le', 'options.sack.dsack_le', 'checksum.status'],
  ...['initial_rtt', 'ack_rtt', 'acks_frame', 'bytes_in_flight', 'push_bytes_sent', 'rto', 'rto_frame'].map(
    (name) => `analysis.${name}`,
  ),
  ...['duplicate_ack', 'duplicate_ack_num', 'duplicate_ack_frame', 'flags', 'keep_alive', 'keep_alive_ack'].map(
    (name) => `analysis.${name}`,
  ),
  ...['retransmission', 'fast_retransmission', 'spurious_retransmission', 'out_of_order', 'lost_segment'].map(
    (name) => `analysis.${name}`,
  ),
  ...['ack_lost_segment', 'zero_window', 'zero_window_probe', 'zero_window_probe_ack', 'window_full'].map(
    (name) => `analysis.${name}`,
  ),
  ...['window_update', 'reused_ports'].map((name) => `analysis.${name}`),
  ...['connection.syn', 'connection.synack', 'connection.fin_active', 'connection.fin_passive', 'connection.rst'],
].map((name) => `tcp.${name}`);

test('tshark analyses rough traffic in the same way', { skip: noTshark }, async (t) => {
  assert.equal(registry.lookup(tcpPorts, 33_001), undefined);
  const folder = mkdtempSync(join(tmpdir(), 'osiscope-rough-'));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const seed of [11, 12]) {
    const frames = roughTraffic(seed, 60);
    const path = join(folder, `${seed}.pcap`);
    writeFileSync(path, capture(frames));
    const columns = names.flatMap((name) => ['-e', name]);
    const { stdout } = await run('tshark', ['-n', '-r', path, '-T', 'fields', ...columns], {
      maxBuffer: 64 << 20,
      env: { ...process.env, TZ: 'UTC', LC_ALL: 'C.UTF-8' },
    });
    const theirs = stdout.split('\n').slice(0, frames.length);
    const ours = fieldLines(frames);
    for (let i = 0; i < frames.length; i++) {
      assert.deepEqual(named(ours[i]), named(theirs[i]), `seed ${seed}, frame ${i + 1}`);
    }
  }
});

/** A line of fields as an object, for differences that can be read. */
function named(line: string): Record<string, string> {
  const cells = line.split('\t');
  return Object.fromEntries(names.map((name, i) => [name, cells[i]]).filter(([, value]) => value !== ''));
}

function capture(frames: readonly RoughFrame[]): Uint8Array {
  return pcapFile(
    { nanoseconds: true, network: 228 },
    frames.map(({ bytes, time }) => ({
      seconds: BEGIN + Math.floor(time / SECOND),
      fraction: time % SECOND,
      bytes,
    })),
  );
}

/** The lines that `-T fields` prints in one pass. */
function fieldLines(frames: readonly RoughFrame[]): string[] {
  const wanted = names.map((name) => registry.fieldsNamed(name));
  const d = new Dissection(registry, new Session());
  const mask = maskOf(wanted.flat());
  d.session.firstSeconds = BEGIN;
  d.learning = true;
  return frames.map(({ bytes, time }, i) => {
    const seconds = BEGIN + Math.floor(time / SECOND);
    const length = { capturedLength: bytes.length, originalLength: bytes.length };
    d.decode(
      { number: i + 1, seconds, nanoseconds: time % SECOND, ...length, linkType: 228, interfaceId: 0 },
      bytes,
      0,
      mask,
    );
    return wanted.map((fields) => values(d, fields)).join('\t');
  });
}

function values(d: Dissection, fields: readonly Field[]): string {
  const { tape } = d.cursor;
  const out: string[] = [];
  for (let i = 0; i < tape.count; i++) {
    const field = allFields()[tape.field[i]];
    if (fields.includes(field)) out.push(exportText(d, i, field));
  }
  return out.join(',');
}
