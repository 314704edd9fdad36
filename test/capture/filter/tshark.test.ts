import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pcapFile } from '../../builders/capture-file-pcap.ts';
import { temporaryFolder } from '../opened-capture.ts';
import { languageCases } from './language-cases.ts';
import { mixedFrames } from './mixed-fixture.ts';

const missing = spawnSync('tshark', ['--version']).error ? 'tshark is not installed' : false;
/** Filters that one run of tshark counts. */
const AT_ONCE = 64;

const environment = { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC' };

function tshark(args: readonly string[]): string {
  return execFileSync('tshark', args, { env: environment, stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' });
}

/** One run of statistics counts many filters: the frames are a second apart, so each row of them stands for one frame. */
function counted(path: string, filters: readonly string[]): string[] {
  const out = tshark(['-n', '-q', '-r', path, ...filters.flatMap((filter) => ['-z', `io,stat,1,${filter}`])]);
  const tables = out.split('| IO Statistics').slice(1);
  return tables.reverse().map((table) => {
    const rows = [...table.matchAll(/^\|\s*(\d+) <>[^|]*\|\s*(\d+) /gm)];
    const passed = rows.filter((row) => row[2] !== '0' && Number(row[1]) < mixedFrames.length);
    return passed.map((row) => Number(row[1]) + 1).join(' ');
  });
}

/** Statistics would cut a filter at a comma, and let the bytes of a protocol go on beyond its header. */
function alone(filter: string): boolean {
  return filter.includes(',') || filter.includes('tcp[0:]') || filter.startsWith('len(tcp)');
}

function printed(path: string, filter: string): string {
  const out = tshark(['-n', '-r', path, '-Y', filter, '-T', 'fields', '-e', 'frame.number']);
  const numbers = out.trim().split('\n');
  return numbers.filter((number) => Number(number) <= mixedFrames.length).join(' ');
}

test('tshark finds the same frames', { skip: missing }, async (t) => {
  const path = join(await temporaryFolder(t), 'mixed.pcap');
  // The last interval ends with the last frame and leaves it out.
  const packets = [...mixedFrames, { ...mixedFrames[0], time: mixedFrames.length }].map(({ bytes, time }) => ({
    seconds: 1_700_000_000 + time!,
    fraction: 0,
    bytes,
  }));
  writeFileSync(path, pcapFile({}, packets));
  const differences: string[] = [];
  const compare = (filter: string, expected: string, found: string) => {
    if (found !== expected) differences.push(`${filter}: tshark has ${found}, not ${expected}`);
  };
  const plain = languageCases.filter(([filter]) => !alone(filter));
  for (let from = 0; from < plain.length; from += AT_ONCE) {
    const cases = plain.slice(from, from + AT_ONCE);
    const found = counted(
      path,
      cases.map(([filter]) => filter),
    );
    for (const [index, [filter, frames]] of cases.entries()) compare(filter, frames, found[index]);
  }
  for (const [filter, frames] of languageCases) {
    if (alone(filter)) compare(filter, frames, printed(path, filter));
  }
  assert.deepEqual(differences, []);
});
