import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { TreeBatch } from '../../../contract/tree-batch.ts';
import { pcapFile } from '../../builders/capture-file-pcap.ts';
import { mixedFrames } from '../filter/mixed-fixture.ts';
import { serviceClient } from './service-client.ts';

test('a filter is checked: valid, risky, invalid, or meant as another', async (t) => {
  const { client } = await serviceClient(t);
  const check = (text: string) => client.call('filters.check', { text });
  await client.call('filters.setMacros', { macros: [{ name: 'web', text: 'tcp.port == 80' }] });
  assert.equal((await check(' ')).state, 'empty');
  const valid = await check('http.host contains "a" and tcp');
  assert.deepEqual([valid.state, valid.problem, valid.fields], ['valid', null, ['http.host', 'tcp']]);
  assert.equal((await check(`\${web} or dns`)).state, 'valid');
  const risky = await check('http.host == a');
  assert.deepEqual([risky.state, risky.warnings[0].start, risky.warnings[0].suggestions], ['risky', 13, ['"a"']]);
  const wrong = await check('tcp.prt == 80');
  assert.deepEqual([wrong.state, wrong.problem?.start, wrong.problem?.length], ['invalid', 0, 7]);
  assert.equal(wrong.problem?.suggestions[0], 'tcp.port');
  assert.equal(wrong.translation, null);
  assert.equal((await check('tcp port 80')).translation, 'tcp.port == 80');
});

test('a filter refers to values of a packet, and uses macros wherever filters are', async (t) => {
  const { client, folder, ready } = await serviceClient(t);
  const path = join(folder, 'mixed.pcap');
  const frames = mixedFrames.map(({ bytes, time }) => ({ seconds: 1_700_000_000 + time!, fraction: 0, bytes }));
  writeFileSync(path, pcapFile({}, frames));
  const { capture } = await client.call('captures.open', { path });
  await ready(capture);
  await client.call('filters.setMacros', { macros: [{ name: 'same', text: `frame.number == \${frame.number}` }] });
  const total = async (filter: string, reference?: number) =>
    (await client.call('views.open', { capture, filter, ...(reference && { reference }) })).total;
  assert.equal(await total(`\${same}`, 3), 1);
  assert.equal(await total(`\${same} or frame.number == 1`, 3), 2);
  assert.equal(await total(`frame.number <= \${frame.number}`, 5), 5);
  const { state, warnings } = await client.call('filters.check', { text: `\${same}` });
  assert.deepEqual([state, warnings[0].message], ['risky', 'The selected frame has no frame.number.']);
  const checked = await client.call('filters.check', { text: `\${same}`, reference: { capture, frame: 2 } });
  assert.equal(checked.state, 'valid');
  const { problems } = await client.call('coloring.set', { filters: [`\${same}`, `\${other}`] });
  assert.deepEqual(
    problems.map(({ rule }) => rule),
    [1],
  );
});

test('what can be typed comes with what it replaces', async (t) => {
  const { client } = await serviceClient(t);
  const { from, to, items } = await client.call('filters.complete', { text: 'ip and tcp.po', caret: 13 });
  assert.deepEqual([from, to, items[0].insert, items[0].kind], [7, 13, 'tcp.port', 'field']);
});

test('filters of a line of the tree, of conversations, and for capturing', async (t) => {
  const { client, folder, ready } = await serviceClient(t);
  const path = join(folder, 'mixed.pcap');
  const frames = mixedFrames.map(({ bytes, time }) => ({ seconds: 1_700_000_000 + time!, fraction: 0, bytes }));
  writeFileSync(path, pcapFile({}, frames));
  const { capture } = await client.call('captures.open', { path });
  await ready(capture);
  const tree = new TreeBatch((await client.call('packets.get', { capture, frame: 7 })).tree);
  const filterOf = async (name: string) => {
    let node = 0;
    while (tree.field(node) !== name) node++;
    return (await client.call('filters.ofField', { capture, frame: 7, node })).text;
  };
  assert.equal(await filterOf('ip.src'), 'ip.src == 10.0.0.1');
  assert.equal(await filterOf('http.request.uri'), 'http.request.uri == "/layers?x=\\"1\\""');
  assert.equal(await filterOf('tcp'), 'tcp');
  const conversations = await client.call('filters.ofConversation', { capture, frame: 7 });
  assert.deepEqual(
    conversations.map(({ title }) => title),
    ['TCP', 'IPv4', 'Ethernet'],
  );
  await assert.rejects(client.call('filters.ofConversation', { capture, frame: 99 }));
  assert.equal((await client.call('filters.toCaptureFilter', { text: 'tcp.port == 80' })).text, 'tcp port 80');
  assert.match((await client.call('filters.toCaptureFilter', { text: 'http' })).reason, /no counterpart/);
  assert.match((await client.call('filters.toCaptureFilter', { text: 'htpp' })).reason, /not a valid/);
});
