import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SocketHistory } from '../../../capture/trace/kernel-sockets.ts';
import { formatRun, LONGEST_RUN, parseRun, type SavedRun } from '../../../capture/trace/saved-run.ts';
import { traceComments } from '../../../capture/trace/saved-trace.ts';

const [own, foreign] = ['127.0.0.1 7 127.0.0.1 4000', '10.0.0.1 22 10.0.0.2 5000'];
const frames = [{ source: { address: '127.0.0.1', port: 4000 }, destination: { address: '127.0.0.1', port: 7 } }];

function runOf(lines: number, text = 'Grüße ✓'): SavedRun {
  const sockets = new SocketHistory();
  for (const socket of [own, foreign]) sockets.restore(socket, 1_700_000_000_000_000_000n, 'ESTABLISHED');
  const output = Array.from({ length: lines }, (_, at) => ({ pid: at, error: false, text }));
  const state: SavedRun['state'] = {
    session: 3,
    capture: 1,
    title: 'Handshake',
    phase: 'passed',
    problem: null,
    remarks: [],
    steps: [{ title: 'Start', state: 'done' }],
    checks: [{ sentence: 'It is so.', ok: true, text: '', frames: [1] }],
    processes: [],
    services: [],
    output,
    messages: [],
    calls: 0,
    callsMissing: null,
    rows: 4,
    revision: 2,
  };
  return { state, sockets };
}

test('a run is read as it was written, without the sockets of others', () => {
  const run = runOf(2);
  const line = formatRun(run, frames);
  assert.match(line, /^[ -~]+$/);
  const back = parseRun(line)!;
  assert.deepEqual(back.state, run.state);
  assert.equal(back.sockets.at('127.0.0.1 7', '127.0.0.1 4000', 1_700_000_000_000_000_001n)?.state, 'ESTABLISHED');
  assert.deepEqual(
    [...back.sockets.entries()].map(([socket]) => socket),
    [own],
  );
});

test('the oldest output is left out where the line would be too long', () => {
  const line = formatRun(runOf(300, '✓'.repeat(1000)), []);
  assert.ok(line.length <= LONGEST_RUN, `${line.length}`);
  const { output } = parseRun(line)!.state;
  assert.ok(output.length > 0 && output.length < 300);
  assert.equal(output.at(-1)?.pid, 299);
});

test('every piece of a run fits in a comment', () => {
  const line = formatRun(runOf(300, 'x'.repeat(1000)), frames);
  const pieces = traceComments([], [], 1, line).comments.get(1)!;
  assert.ok(pieces.length > 1 && pieces.every((piece) => Buffer.byteLength(piece) <= 65_535));
  assert.equal(traceComments([], [], 0, line).comments.size, 0);
});

test('what is no run is none', () => {
  const line = formatRun(runOf(1), []);
  for (const wrong of [
    '',
    '{}',
    'null',
    '[1]',
    line.slice(1),
    line.replace('"passed"', '"won"'),
    line.replace('"calls":0', '"calls":-1'),
  ]) {
    assert.equal(parseRun(wrong), undefined, wrong.slice(0, 40));
  }
});
