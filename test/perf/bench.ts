// Measures Osiscope beside its peers on the same generated capture, in one run.
//   npm run bench [-- index text ...] [--frames 1000000] [--repeat 3] [--list]
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generateCapture } from '../../tools/generate-capture.ts';
import type { Finding, Section } from './section.ts';
import { sections } from './sections.ts';

/** A load from which wall times say more about the other work than about the programs. */
const BUSY = 0.7;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    frames: { type: 'string', default: '1000000' },
    repeat: { type: 'string', default: '3' },
    list: { type: 'boolean', default: false },
  },
});

function chosen(): readonly Section[] {
  if (positionals.length === 0) return sections.filter((s) => !s.onRequest);
  return positionals.map((name) => {
    const section = sections.find((s) => s.name === name);
    if (!section)
      throw new Error(`There is no section "${name}". There are: ${sections.map((s) => s.name).join(', ')}.`);
    return section;
  });
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const load = (): string => loadavg()[0].toFixed(1);

function describe({ what, measured, peer, aim, reached }: Finding): string {
  const verdict = aim ? `   aim: ${aim}${reached === undefined ? '' : reached ? ', reached' : ', NOT reached'}` : '';
  return `  ${what}: ${measured}${peer ? `\n    ${peer}` : ''}${verdict ? `\n ${verdict}` : ''}`;
}

async function main(): Promise<void> {
  const frames = Number(values.frames);
  const repeat = Number(values.repeat);
  if (!Number.isSafeInteger(frames) || frames < 100_000) throw new Error('--frames takes a number from 100000 on.');
  if (!Number.isSafeInteger(repeat) || repeat < 1) throw new Error('--repeat takes a number from 1 on.');
  const toRun = chosen();
  const folder = mkdtempSync(join(tmpdir(), 'osiscope-bench-'));
  const table: Finding[] = [];
  try {
    const file = join(folder, 'bench.pcap');
    const bytes = generateCapture(file, { frames });
    say(`${frames} frames, ${bytes} bytes; ${cpus().length} x ${cpus()[0]?.model}; Node ${process.versions.node}`);
    for (const section of toRun) {
      if (loadavg()[0] > BUSY && table.length === 0) {
        say(`The machine is busy (load ${load()}): the wall times below are not worth much.`);
      }
      say(`\n${section.title} (load ${load()}, best of ${repeat})`);
      for (const finding of await section.run({ file, frames, repeat, folder })) {
        say(describe(finding));
        table.push(finding);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  say('\n| what | aim | measured | |\n|---|---|---|---|');
  for (const { what, aim, measured, reached } of table) {
    say(
      `| ${what} | ${aim ?? ''} | ${measured} | ${reached === undefined ? '' : reached ? 'reached' : 'not reached'} |`,
    );
  }
}

if (values.list)
  for (const s of sections) say(`${s.name.padEnd(12)} ${s.title}${s.onRequest ? ' (only when named)' : ''}`);
else await main();
