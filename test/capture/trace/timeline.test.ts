import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callText } from '../../../capture/trace/timeline.ts';

test('system calls read as strace prints them; ends of threads and signals are no calls', () => {
  const call = (name: string, text: string) => callText({ time: 0n, pid: 7, tid: 8, name, text });
  assert.equal(call('write', '5, "x", 1 = 1'), 'write(5, "x", 1) = 1');
  assert.equal(call('exit', '0 = ?'), 'exit(0) = ?');
  assert.equal(call('exit', 'exited with 7'), 'exited with 7');
  assert.equal(call('exit', 'killed by SIGKILL'), 'killed by SIGKILL');
  assert.equal(call('signal', 'SIGTERM'), 'SIGTERM');
});
