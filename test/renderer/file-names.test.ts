import assert from 'node:assert/strict';
import { test } from 'node:test';
import { folderOf, isAbsolute, joined, nameOf, suggestedName, withEnding } from '../../renderer/files/file-names.ts';
import { typedAhead } from '../../renderer/files/type-ahead.ts';

test('names, folders and paths of both kinds', () => {
  assert.deepEqual([nameOf('/a/b.pcap'), folderOf('/a/b.pcap')], ['b.pcap', '/a']);
  assert.deepEqual([nameOf('/b.pcap'), folderOf('/b.pcap')], ['b.pcap', '/']);
  assert.deepEqual([nameOf('b.pcap'), folderOf('b.pcap')], ['b.pcap', '']);
  assert.deepEqual([nameOf('C:\\a\\b'), folderOf('C:\\a\\b'), folderOf('C:\\b')], ['b', 'C:\\a', 'C:\\']);
  assert.equal(nameOf('/a/with\\backslash'), 'with\\backslash');
  assert.equal(joined('/a', 'b'), '/a/b');
  assert.equal(joined('/', 'b'), '/b');
  assert.equal(joined('C:\\a', 'b'), 'C:\\a\\b');
  assert.equal(joined('/a', '/elsewhere/b'), '/elsewhere/b');
  assert.equal(isAbsolute('a/b'), false);
});

const endings: [string, 'pcapng' | 'pcap' | 'pcap-nanoseconds', boolean, string][] = [
  ['lo', 'pcapng', false, 'lo.pcapng'],
  ['lo.pcapng', 'pcap', false, 'lo.pcap'],
  ['lo.pcap', 'pcap-nanoseconds', true, 'lo.pcap.gz'],
  ['lo.pcap.gz', 'pcapng', false, 'lo.pcapng'],
  ['lo.cap', 'pcapng', true, 'lo.pcapng.gz'],
  ['my.notes.v2', 'pcapng', false, 'my.notes.v2.pcapng'],
  ['', 'pcapng', false, 'capture.pcapng'],
];

for (const [name, format, gzip, expected] of endings) {
  test(`"${name}" as ${format}${gzip ? ' with gzip' : ''} is ${expected}`, () => {
    assert.equal(withEnding(name, format, gzip), expected);
  });
}

test('a title becomes a name that every system takes', () => {
  assert.equal(suggestedName('eth0, lo', 'pcapng', false), 'eth0+lo.pcapng');
  assert.equal(suggestedName('../../etc/passwd', 'pcap', false), '..-..-etc-passwd.pcap');
  assert.equal(suggestedName('a:b*c?"<>|\u0000', 'pcapng', false), 'a-b-c-.pcapng');
  assert.ok(suggestedName('x'.repeat(500), 'pcapng', false).length < 140);
});

test('typing ahead in a list', () => {
  const names = ['Apple', 'apricot', 'banana', 'Blueberry', 'cherry'];
  assert.equal(typedAhead(names, 0, 'b'), 2);
  assert.equal(typedAhead(names, 2, 'b'), 3);
  assert.equal(typedAhead(names, 3, 'b'), 2, 'around the end');
  assert.equal(typedAhead(names, 2, 'bl'), 3);
  assert.equal(typedAhead(names, 2, 'bb'), 3, 'the same letter goes on');
  assert.equal(typedAhead(names, 0, 'ap'), 0, 'a longer word stays where it fits');
  assert.equal(typedAhead(names, 0, 'x'), -1);
  assert.equal(typedAhead([], 0, 'a'), -1);
});
