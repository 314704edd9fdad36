// Measures Osiscope beside its peers on the same generated capture, in one run.
//   npm run bench [-- --frames 1000000] [--repeat 3]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { RowWindows } from '../../capture/passes/row-window.ts';
import { openCaptureFile } from '../../capture/sources/open-capture-file.ts';
import { Capture } from '../../capture/store/capture.ts';
import { View } from '../../capture/store/view.ts';
import { fullMask } from '../../decoders/model/mask.ts';
import { standardRegistry } from '../../decoders/protocols.ts';
import { generateCapture } from '../../tools/generate-capture.ts';

const { values } = parseArgs({
  options: { frames: { type: 'string', default: '1000000' }, repeat: { type: 'string', default: '3' } },
});
const frames = Number(values.frames);
const repeat = Number(values.repeat);
const osiscope = join(import.meta.dirname, '..', '..', 'bin', 'osiscope');

/** Best wall time of several runs in seconds, or undefined where the program is missing. */
function best(program: string, args: readonly string[]): number | undefined {
  let least: number | undefined;
  for (let i = 0; i < repeat; i++) {
    const began = performance.now();
    const { error } = spawnSync(program, args, {
      stdio: ['ignore', 'ignore', 'ignore'],
      env: { ...process.env, TZ: 'UTC' },
    });
    if (error) return undefined;
    const seconds = (performance.now() - began) / 1000;
    least = Math.min(least ?? seconds, seconds);
  }
  return least;
}

function line(what: string, ours: string, peer: string, theirs: number | undefined, ratio: string): void {
  const missing = peer.startsWith('tshark') || peer.startsWith('tcpdump') ? 'not installed' : '';
  const other = theirs === undefined ? missing : `${theirs.toFixed(2)} s`;
  process.stdout.write(
    `${what.padEnd(34)} ${ours.padStart(22)}   ${peer.padEnd(26)} ${other.padStart(14)}   ${ratio}\n`,
  );
}

function compare(what: string, args: readonly string[], peer: string, peerArgs: readonly string[]): void {
  const ours = best(osiscope, args) as number;
  const theirs = best(peer, peerArgs);
  line(
    what,
    `${ours.toFixed(2)} s`,
    `${peer} ${peerArgs.slice(0, 3).join(' ')}`.slice(0, 26),
    theirs,
    theirs ? `${(theirs / ours).toFixed(1)} x` : '',
  );
}

async function inProcess(file: string): Promise<void> {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < repeat; i++) {
    const before = process.memoryUsage().rss;
    const began = performance.now();
    const capture = new Capture(await openCaptureFile(file), standardRegistry(), 'reading');
    await capture.read(() => {});
    least = Math.min(least, (performance.now() - began) / 1000);
    if (i === repeat - 1) {
      const theirs = best('tshark', ['-n', '-q', '-z', 'conv,tcp', '-r', file]);
      line(
        'index with conversations',
        `${(frames / least / 1e6).toFixed(2)} M frames/s`,
        'tshark -n -q -z conv,tcp',
        theirs,
        theirs ? `${(theirs / least).toFixed(1)} x` : '',
      );
      const table = capture.table.byteLength / capture.table.count;
      const grown = (process.memoryUsage().rss - before) / capture.table.count;
      line('memory per frame', `${table.toFixed(0)} B table`, `${grown.toFixed(0)} B resident in all`, undefined, '');
      windows(capture);
    }
    await capture.close();
  }
}

function windows(capture: Capture): void {
  const view = new View(1, capture);
  const rows = new RowWindows();
  const times: number[] = [];
  for (let i = 0; i < 200; i++) {
    const first = Math.floor((i * 7919 * 64) % Math.max(1, view.total - 64));
    const began = performance.now();
    rows.batch(
      view,
      first,
      64,
      ['number', 'time', 'source', 'destination', 'layers', 'protocol', 'length', 'info'],
      'r',
    );
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  line('window of 64 rows', `${times[100].toFixed(2)} ms, p99 ${times[198].toFixed(2)}`, '', undefined, '');
  const began = performance.now();
  for (let frame = 1; frame <= 200; frame++) capture.decode(frame, fullMask());
  line('tree of a packet', `${((performance.now() - began) / 200).toFixed(3)} ms`, '', undefined, '');
}

const folder = mkdtempSync(join(tmpdir(), 'osiscope-bench-'));
try {
  const file = join(folder, 'bench.pcap');
  const bytes = generateCapture(file, { frames });
  process.stdout.write(`${frames} frames, ${bytes} bytes; load ${loadavg()[0].toFixed(1)}; best of ${repeat}\n\n`);
  await inProcess(file);
  compare('text of all frames', ['-n', '-r', file], 'tcpdump', ['-nn', '-r', file]);
  compare(
    'four fields of all frames',
    ['-n', '-r', file, '-T', 'fields', '-e', 'frame.number', '-e', 'ip.src', '-e', 'ip.dst', '-e', 'tcp.port'],
    'tshark',
    ['-n', '-r', file, '-T', 'fields', '-e', 'frame.number', '-e', 'ip.src', '-e', 'ip.dst', '-e', 'tcp.port'],
  );
  compare('start-up', ['--version'], 'tshark', ['--version']);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
