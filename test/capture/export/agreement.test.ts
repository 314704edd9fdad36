import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { FileOutput } from '../../../capture/export/byte-output.ts';
import { type ExportOptions, exportFrames } from '../../../capture/export/export-frames.ts';
import { allFrames, listedFrames } from '../../../capture/export/frame-selection.ts';
import { openedCapture, temporaryFolder } from '../opened-capture.ts';

const formats = join(import.meta.dirname, '../../captures/formats');
const noTshark = spawnSync('tshark', ['--version']).error ? 'tshark is not installed' : false;
const noTcpdump = spawnSync('tcpdump', ['--version']).error ? 'tcpdump is not installed' : false;

async function exported(t: TestContext, name: string, frames: number[] | null, options: ExportOptions) {
  const { source, recorded } = await openedCapture(t, join(formats, name));
  const { details, frameBytes } = source;
  const path = join(await temporaryFolder(t), 'out');
  const selection = frames === null ? allFrames(recorded.count) : listedFrames(frames);
  await exportFrames({ details, frameBytes, columns: recorded }, selection, options, await FileOutput.create(path));
  return path;
}

function tshark(path: string, ...fields: string[]): string[] {
  const columns = fields.flatMap((field) => ['-e', field]);
  const answer = execFileSync('tshark', ['-n', '-r', path, '-T', 'fields', ...columns], { stdio: 'pipe' });
  return answer.toString().split('\n').filter(Boolean);
}

test('tshark reads a part of a capture with two byte orders, with old and new comments', {
  skip: noTshark,
}, async (t) => {
  const comments = new Map([[7, ['second section']]]);
  const path = await exported(t, 'pcapng-sections.pcapng', [1, 4, 7, 10], { format: 'pcapng', comments });
  assert.deepEqual(tshark(path, 'frame.time_epoch', 'frame.len', 'frame.comment'), [
    '1720958477.000005000\t42\tfirst comment,zweiter Kommentar: ä',
    '1720958477.000006000\t47\told block',
    '1720958477.000005000\t42\tfirst comment,zweiter Kommentar: ä,second section',
    '1720958477.000006000\t47\told block',
  ]);
  const commented = await exported(t, 'pcap-big-nano.pcap', [2, 3], {
    format: 'pcapng',
    comments: new Map([[2, ['a comment', 'another']]]),
    application: 'a test',
  });
  assert.deepEqual(tshark(commented, 'frame.time_epoch', 'frame.cap_len', 'frame.len', 'frame.comment'), [
    '1720958477.999999007\t47\t47\ta comment,another',
    '1720958478.000000007\t30\t47\t',
  ]);
});

test('tcpdump reads what is written as pcap', { skip: noTcpdump }, async (t) => {
  for (const format of ['pcap', 'pcap-nanoseconds'] as const) {
    const path = await exported(t, 'pcapng-big.pcapng', [1, 4], { format });
    const lines = execFileSync('tcpdump', ['-nn', '-tt', '--nano', '-r', path], { stdio: 'pipe' })
      .toString()
      .trim()
      .split('\n');
    assert.deepEqual(lines, [
      '1720958477.000005000 ARP, Request who-has 10.0.0.2 tell 10.0.0.1, length 28',
      '1720958477.000006000 IP 10.0.0.1.1000 > 10.0.0.2.2000: UDP, length 5',
    ]);
  }
});
