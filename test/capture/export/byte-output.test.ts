import assert from 'node:assert/strict';
import { existsSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { test } from 'node:test';
import { FileOutput, GzipOutput, StreamOutput } from '../../../capture/export/byte-output.ts';
import { temporaryFolder } from '../opened-capture.ts';

const some = Buffer.from('some bytes');

test('a file appears whole, at the end', async (t) => {
  const folder = await temporaryFolder(t);
  const path = join(folder, 'a.pcap');
  const output = await FileOutput.create(path);
  await output.write(some);
  assert.equal(existsSync(path), false);
  await output.finish();
  assert.deepEqual(readFileSync(path), some);
  assert.deepEqual(readdirSync(folder), ['a.pcap']);
});

test('an older file keeps its content until the end, and its mode and links after it', async (t) => {
  const folder = await temporaryFolder(t);
  const path = join(folder, 'a.pcap');
  writeFileSync(path, 'older', { mode: 0o640 });
  symlinkSync('a.pcap', join(folder, 'link.pcap'));
  const given = await FileOutput.create(join(folder, 'link.pcap'));
  await given.write(some);
  assert.equal(readFileSync(path, 'utf8'), 'older');
  await given.abandon();
  assert.equal(readFileSync(path, 'utf8'), 'older');
  assert.deepEqual(readdirSync(folder).sort(), ['a.pcap', 'link.pcap']);

  const output = await FileOutput.create(join(folder, 'link.pcap'));
  await output.write(some);
  await output.finish();
  assert.deepEqual(readFileSync(path), some);
  assert.equal(statSync(path).mode & 0o777, 0o640);
  assert.ok(lstatSync(join(folder, 'link.pcap')).isSymbolicLink());
});

test('says why a file cannot be written', async (t) => {
  const folder = await temporaryFolder(t);
  const missing = FileOutput.create(join(folder, 'no', 'a.pcap'));
  await assert.rejects(missing, { name: 'ExportError', message: /The folder of ".*" does not exist/ });
  await assert.rejects(FileOutput.create(folder), { code: 'not-a-file', message: /is a folder/ });
  if (process.getuid?.() !== 0) {
    await assert.rejects(FileOutput.create('/proc/a.pcap'), { name: 'ExportError' });
  }
});

test('says that the disk is full', { skip: !existsSync('/dev/full') && 'no /dev/full' }, async () => {
  for (const wrap of [(output: FileOutput) => output, (output: FileOutput) => new GzipOutput(output)]) {
    const output = wrap(await FileOutput.create('/dev/full'));
    const write = async () => {
      await output.write(new Uint8Array(100_000));
      await output.finish();
    };
    await assert.rejects(write(), { code: 'disk-full', message: /There is no space left/ });
    await output.abandon();
  }
});

test('writes to a stream no faster than it is read', async () => {
  const stream = new PassThrough({ highWaterMark: 15 });
  const output = new StreamOutput(stream);
  let second = false;
  await output.write(some);
  const waiting = output.write(some).then(() => {
    second = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(second, false);
  const read: Buffer[] = [];
  stream.on('data', (chunk) => read.push(chunk));
  await waiting;
  await output.finish();
  assert.deepEqual(Buffer.concat(read), Buffer.concat([some, some]));
});

test('says that the reader of a stream has gone', async () => {
  const stream = new Writable({
    write(_chunk, _encoding, done) {
      done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    },
  });
  const output = new StreamOutput(stream);
  await assert.rejects(output.write(some), { code: 'closed', message: /has stopped reading/ });
});
