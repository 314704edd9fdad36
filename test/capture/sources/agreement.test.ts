import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { CaptureFileError } from '../../../capture/sources/capture-file-error.ts';
import { openCaptureFile } from '../../../capture/sources/open-capture-file.ts';
import { packetOptions } from '../../../capture/sources/packet-options.ts';
import { readAll } from '../../../capture/sources/read-all.ts';
import { variants } from '../../builders/capture-file-variants.ts';
import { RecordedFrames } from '../../builders/recorded-frames.ts';
import { openedCapture } from '../opened-capture.ts';

const root = join(import.meta.dirname, '../../..');
const formats = join(root, 'test/captures/formats');
const run = promisify(execFile);
const noTshark = spawnSync('tshark', ['--version']).error ? 'tshark is not installed' : false;
const noCapinfos = spawnSync('capinfos', ['--version']).error ? 'capinfos is not installed' : false;

function unpacked(name: string, bytes: Uint8Array): Buffer {
  if (name.endsWith('.gz')) return gunzipSync(bytes);
  return name.endsWith('.zst') ? zstdDecompressSync(bytes) : Buffer.from(bytes);
}

test('test/captures/formats holds what its script writes', () => {
  for (const { name, bytes } of variants) {
    const file = readFileSync(join(formats, name));
    assert.equal(Buffer.compare(unpacked(name, file), unpacked(name, bytes)), 0, `write ${name} again with write.ts`);
  }
});

const fields = ['frame.time_epoch', 'frame.cap_len', 'frame.len', 'frame.interface_id', 'frame.section_number'];

// tshark 4.0 lets the product of a fraction finer than nanoseconds overflow, hence not the file with such times.
const compared = variants.filter(({ name }) => !/no-frames|resolutions|sections|zst/.test(name));

test('tshark finds the same frames, times, lengths, interfaces and comments', { skip: noTshark }, async (t) => {
  await Promise.all(
    [compared.filter((_, index) => index % 2 === 0), compared.filter((_, index) => index % 2 === 1)].map(
      async (half) => {
        for (const { name } of half) {
          const path = join(formats, name);
          const columns = [...fields, 'frame.comment'].flatMap((field) => ['-e', field]);
          const { stdout } = await run('tshark', ['-n', '-r', path, '-T', 'fields', ...columns]);
          const theirs = stdout.split('\n').filter(Boolean);
          const { source, recorded } = await openedCapture(t, path);
          const ours = recorded.frames.map(({ seconds, nanoseconds, bytes, originalLength, interfaceId }, index) => {
            const info = recorded.interfaces[interfaceId];
            const time = nanoseconds < 0 ? '' : `${seconds}.${String(nanoseconds).padStart(9, '0')}`;
            const numbered = info.number < 0 ? '' : info.number;
            const section = source.details.container === 'pcap' ? '' : source.details.sectionOf(index + 1).number + 1;
            const comments = packetOptions(source.details, source.frameBytes, index + 1)?.comments ?? [];
            return [time, bytes.length, originalLength, numbered, section, comments.join()].join('\t');
          });
          assert.deepEqual(ours, theirs, name);
        }
      },
    ),
  );
});

/** Frames that capinfos counts in each file, those it cannot read to the end included. */
async function capinfosCounts(paths: readonly string[]): Promise<Map<string, number>> {
  const { stdout } = await run('capinfos', ['-T', '-M', '-r', '-c', ...paths], { maxBuffer: 1e8 }).catch(
    (error) => error,
  );
  const rows = stdout
    .split('\n')
    .filter(Boolean)
    .map((line: string) => line.split('\t'));
  return new Map(rows.map(([path, count]: string[]) => [path, Number(count)]));
}

/** Collections of captures that may lie beside the project; too large and too foreign to be part of it. */
for (const folder of ['captures', 'captures-hostile']) {
  const path = join(root, '../shared', folder);
  const skip = existsSync(path) ? noCapinfos : `no folder ${folder} beside the project`;
  test(`every one of the ${folder} beside the project is read without harm`, { skip }, async () => {
    const files = globSync('**/*', { cwd: path })
      .map((file) => join(path, file))
      .filter((file) => !/\.(md|tsv|txt|out|keys|key|dat|crt|pem)$/.test(file) && !existsSync(`${file}/.`));
    const counts = await capinfosCounts(files);
    let opened = 0;
    for (const file of files) {
      const recorded = new RecordedFrames();
      const source = await openCaptureFile(file).catch((error) => {
        assert.ok(error instanceof CaptureFileError, `${file}: ${error.stack}`);
        assert.ok(!counts.get(file), `${file}: ${error.message}`);
      });
      if (source === undefined) continue;
      await readAll(source, recorded);
      const packets = recorded.frames.filter(({ interfaceId }) => recorded.interfaces[interfaceId].linkType <= 0xffff);
      assert.ok(packets.length >= (counts.get(file) ?? 0), `${file}: ${packets.length} frames`);
      for (const { bytes, offset } of recorded.frames) {
        assert.equal(Buffer.compare(source.frameBytes.read(offset, bytes.length), bytes), 0, file);
      }
      await source.close();
      opened++;
    }
    assert.ok(opened > 100);
  });
}
