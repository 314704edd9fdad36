import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { readArguments } from '../../../../capture/cli/arguments.ts';
import { FramePrinting } from '../../../../capture/cli/frame-printing.ts';
import { Output } from '../../../../capture/cli/output.ts';
import { PartQueue } from '../../../../capture/cli/parallel/part-queue.ts';
import { openCaptureFile } from '../../../../capture/sources/open-capture-file.ts';
import { pcapFile } from '../../../builders/capture-file-pcap.ts';
import { fixtures } from '../../../decoders/fixtures.ts';
import { temporaryFile } from '../../opened-capture.ts';

/** The text of a printing whose parts are shared out among `threads`, one after the other. */
async function printed(path: string, options: readonly string[], threads: number, size: number): Promise<string> {
  let text = '';
  const queue = new PartQueue(
    (bytes) => {
      text += Buffer.from(bytes).toString('utf8');
    },
    options.includes('json') ? ',' : '',
  );
  for (let thread = 0; thread < threads; thread++) {
    let part = 0;
    const out = new Output((bytes) => queue.add(part, bytes.slice()));
    const printing = await FramePrinting.prepare(readArguments(['-r', path, ...options]), { out });
    const source = await openCaptureFile(path);
    const take = (next: number): boolean => {
      part = next;
      return next % threads === thread;
    };
    const turns = { size, take, end: (ended: number) => queue.end(ended), slice: async () => {} };
    await printing.printParts(source, turns, Number.POSITIVE_INFINITY);
    await source.close();
  }
  return text;
}

async function allFixtures(t: TestContext): Promise<string> {
  const frames = fixtures.flatMap((fixture) => fixture.frames.filter(({ linkType = 1 }) => linkType === 1));
  assert.ok(frames.length > 300);
  const timed = frames.map(({ bytes, originalLength = bytes.length }, at) => ({
    bytes,
    originalLength,
    seconds: 1_700_000_000,
    fraction: at * 1000,
  }));
  return await temporaryFile(t, 'fixtures.pcap', pcapFile({}, timed));
}

for (const form of [
  '',
  '-T csv',
  '-T json',
  '-T json -Y dns',
  '-V -x',
  '-T fields -e frame.number -e frame.protocols -e tcp.stream',
]) {
  test(`parts print what the whole does: ${form || 'text'}`, async (t) => {
    const path = await allFixtures(t);
    const options = form.split(' ').filter(Boolean);
    const whole = await printed(path, options, 1, Number.MAX_SAFE_INTEGER);
    assert.ok(whole.split('\n').length > 100);
    assert.equal(await printed(path, options, 3, 7), whole);
  });
}
