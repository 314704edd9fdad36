import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { message } from '../../builders/http.ts';
import { Dialogue } from '../../builders/tcp.ts';
import { osiscope } from '../cli/osiscope.ts';
import { temporaryFolder } from '../opened-capture.ts';
import { dialogueFile } from '../streams/followed.ts';

const noTshark = spawnSync('tshark', ['--version']).error ? 'tshark is not installed' : false;

/** What begins no message, waited for and passed over, and the middle of a response whose head was not captured. */
function httpInPieces(): Dialogue[] {
  const request = message('GET / HTTP/1.1');
  const passed = new Dialogue({ serverPort: 80 })
    .client('a text')
    .client(' of two segments\n')
    .client('\0\0')
    .client(request);
  const gap = new Dialogue({ serverPort: 80, clientPort: 41_000 }).client(request);
  gap
    .unseen(() => gap.server(message('HTTP/1.1 200 OK', ['Content-Length: 60'])))
    .server('a text')
    .server('\nand more');
  return [passed, gap];
}

const captures: readonly (readonly [string, () => Dialogue[]])[] = [['HTTP in pieces', httpInPieces]];

for (const [title, dialogues] of captures) {
  test(`the hierarchy of ${title} is tshark's to the letter`, { skip: noTshark }, async (t) => {
    const file = dialogueFile(
      await temporaryFolder(t),
      dialogues().flatMap(({ frames }) => frames),
    );
    const args = ['-n', '-q', '-r', file, '-z', 'io,phs'];
    assert.equal(osiscope(args).output, spawnSync('tshark', args, { encoding: 'utf8' }).stdout);
  });
}
