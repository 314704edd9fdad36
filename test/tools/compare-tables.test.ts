import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join, relative } from 'node:path';
import test from 'node:test';
import { captureFiles, differences } from '../../tools/compare-tables.ts';
import { fileTree } from './file-tree.ts';

test('texts part in the lines that differ, and where one of them ends', () => {
  assert.deepEqual(differences('a\nb\n', 'a\nb\n', 3), []);
  assert.deepEqual(differences('a\nb\nc', 'a\nx\nc\nd', 3), [
    { line: 2, ours: 'b', theirs: 'x' },
    { line: 4, ours: undefined, theirs: 'd' },
  ]);
  assert.deepEqual(differences('a\nb', 'x\ny', 1), [{ line: 1, ours: 'a', theirs: 'x' }]);
});

test('captures below a folder are compared; keys, lists and expected outputs are not', (t) => {
  const root = fileTree(t, {
    'list.tsv': '',
    'one/plain.pcap': '',
    'one/many.pcapng.1': '',
    'one/plain.out': '',
    'one/key.pem': '',
    'two/sslkeylog': '',
    'two/fuzz-case-62': '',
  });
  const found = captureFiles([root]).map((file) => relative(root, file));
  assert.deepEqual(found.sort(), ['one/many.pcapng.1', 'one/plain.pcap', 'two/fuzz-case-62']);
  assert.deepEqual(captureFiles([join(root, 'list.tsv')]), [join(root, 'list.tsv')]);
});

test('a folder that is not here is skipped, and named', () => {
  const tool = join(import.meta.dirname, '../../tools/compare-tables.ts');
  const said = execFileSync(process.execPath, [tool, '/nowhere/captures'], { encoding: 'utf8' });
  assert.equal(said, 'skipped: /nowhere/captures is not here\n');
});
