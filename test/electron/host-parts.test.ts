import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { type MenuEntry, menuCommands, menus } from '../../contract/menu.ts';
import { contentSecurityPolicy, noncePlaceholder } from '../../contract/page-policy.ts';
import { acceleratorFor } from '../../electron/accelerator.ts';
import { fileArguments } from '../../electron/file-arguments.ts';
import { pageFile } from '../../electron/page-file.ts';
import { readPlace, writePlace } from '../../electron/window-bounds.ts';
import { fileTree } from '../tools/file-tree.ts';

const origin = 'app://osiscope';

test('page addresses stand for files of the page and nothing else', () => {
  const cases: Readonly<Record<string, string | undefined>> = {
    'app://osiscope/': '/page/index.html',
    'app://osiscope': '/page/index.html',
    'app://osiscope/assets/main.js?x=1#y': '/page/assets/main.js',
    'app://osiscope/a%20b.css': '/page/a b.css',
    'app://osiscope/../../etc/passwd': '/page/etc/passwd',
    'app://osiscope/%2e%2e/%2e%2e/etc/passwd': '/page/etc/passwd',
    'app://osiscope/..%2f..%2fetc/passwd': undefined,
    'app://osiscope/..%5c..%5cetc': undefined,
    'app://osiscope/a%00.js': undefined,
    'app://osiscope/%zz': undefined,
    'app://other/index.html': undefined,
    'https://osiscope/index.html': undefined,
    'file:///etc/passwd': undefined,
    nonsense: undefined,
  };
  for (const [address, file] of Object.entries(cases)) assert.equal(pageFile('/page', address, origin), file, address);
});

test('the window comes back where it was, unless that place is gone or the file is not what was written', (t) => {
  const root = fileTree(t, {});
  const file = join(root, 'made/window.json');
  const screens = [
    { x: 0, y: 0, width: 1920, height: 1080 },
    { x: 1920, y: 0, width: 1280, height: 720 },
  ];
  const nowhere = { bounds: undefined, maximized: false };
  assert.deepEqual(readPlace(file, screens), nowhere);
  const place = { bounds: { x: 2000, y: 50, width: 1000, height: 600 }, maximized: true };
  writePlace(file, place);
  assert.deepEqual(readPlace(file, screens), place);
  assert.deepEqual(readPlace(file, screens.slice(0, 1)), { bounds: undefined, maximized: true });
  for (const text of [
    '',
    '{',
    'null',
    '[]',
    '{"bounds":{"x":0,"y":0,"width":1e9}}',
    '{"bounds":{"x":0,"y":0,"width":5,"height":5}}',
  ]) {
    writeFileSync(file, text);
    assert.deepEqual(readPlace(file, screens), nowhere, text);
  }
  assert.equal(readFileSync(file, 'utf8').length > 0, true);
});

test('files on the command line are made absolute; options are not files', () => {
  assert.deepEqual(fileArguments(['electron', '.', '--no-sandbox', 'a.pcap', '/b.pcapng'], 2, '/home/me'), [
    '/home/me/a.pcap',
    '/b.pcapng',
  ]);
  assert.deepEqual(fileArguments(['osiscope', '', '--', '-odd.pcap'], 1, '/tmp'), ['/tmp/-odd.pcap']);
  assert.deepEqual(fileArguments(['osiscope'], 1, '/tmp'), []);
});

test('every command is in exactly one menu, and no two have the same keys', () => {
  const commandsIn = (entries: readonly MenuEntry[]): string[] =>
    entries.flatMap((entry) => (entry === '-' ? [] : typeof entry === 'string' ? [entry] : commandsIn(entry.entries)));
  assert.deepEqual(menus.flatMap((menu) => commandsIn(menu.entries)).sort(), Object.keys(menuCommands).sort());
  const keys = Object.values(menuCommands).flatMap((command) => command.keys ?? []);
  assert.deepEqual([...new Set(keys)], keys);
});

test('keys become Electron’s accelerators', () => {
  assert.equal(acceleratorFor('Mod+Shift+ArrowDown'), 'CommandOrControl+Shift+Down');
  assert.equal(acceleratorFor('F5'), 'F5');
  assert.equal(acceleratorFor('Mod+.'), 'CommandOrControl+.');
});

test('the page may load its own files only, and styles with the nonce', () => {
  const policy = contentSecurityPolicy('abc=');
  assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-abc='/);
  assert.doesNotMatch(policy, /unsafe|\*|https?:/);
  assert.doesNotMatch(noncePlaceholder, /[^A-Z_]/);
});
