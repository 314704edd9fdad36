import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseDecodeAs, registryWith } from '../../../capture/decoding/decode-as.ts';
import { webCapture } from '../../e2e/captures.ts';
import { serviceClient } from '../service/service-client.ts';

test("tshark's form of a choice", () => {
  assert.deepEqual(parseDecodeAs('tcp.port==8888,http'), { table: 'tcp.port', value: 8888, protocol: 'http' });
  assert.deepEqual(parseDecodeAs('ethertype==0x0800,ip').value, 0x800);
  for (const wrong of ['', 'tcp.port=80,http', 'tcp.port==80', 'tcp.port==99999,http', '__proto__==1,x y']) {
    assert.throws(() => parseDecodeAs(wrong), Error, wrong);
  }
  assert.throws(() => registryWith([{ table: 'constructor', value: 1, protocol: 'http' }]), /no number/);
  assert.throws(() => registryWith([{ table: 'tcp.port', value: 1, protocol: 'arp' }]), /no protocol/);
});

test('a port decoded as something else, for captures opened from then on', async (t) => {
  const { client, folder, ready } = await serviceClient(t);
  const path = webCapture(folder);
  const count = async (filter: string) => {
    const { capture } = await client.call('captures.open', { path });
    await ready(capture);
    return (await client.call('views.open', { capture, filter })).total;
  };
  assert.equal(await count('dns'), 2);
  await client.call('decoding.set', { choices: [{ table: 'udp.port', value: 53, protocol: 'data' }] });
  assert.equal(await count('dns'), 0);
  assert.deepEqual(await client.call('decoding.choices'), [{ table: 'udp.port', value: 53, protocol: 'data' }]);
  await client.call('decoding.set', { choices: [] });
  assert.equal(await count('dns'), 2);
  const tables = await client.call('decoding.tables');
  assert.ok(tables.find(({ table }) => table === 'tcp.port')?.protocols.some(({ name }) => name === 'http'));
});

test('the bytes of a protocol that is switched off are data', async (t) => {
  const { client, folder, ready } = await serviceClient(t);
  const path = webCapture(folder);
  const count = async (filter: string) => {
    const { capture } = await client.call('captures.open', { path });
    await ready(capture);
    return (await client.call('views.open', { capture, filter })).total;
  };
  await client.call('decoding.disable', { names: ['dns', 'http'] });
  assert.deepEqual(
    [await count('dns'), await count('http'), await count('udp and data'), await count('tcp')],
    [0, 0, 2, 8],
  );
  const off = (await client.call('decoding.protocols')).filter(({ enabled }) => !enabled);
  assert.deepEqual(
    off.map(({ name, osi }) => [name, osi]),
    [
      ['dns', 7],
      ['http', 7],
    ],
  );
  await client.call('decoding.set', { choices: [{ table: 'udp.port', value: 53, protocol: 'dns' }] });
  assert.equal(await count('dns'), 0, 'no choice leads to it either');
  await client.call('decoding.disable', { names: ['tcp'] });
  assert.deepEqual([await count('dns'), await count('tcp'), await count('ip and data')], [2, 0, 8]);
  for (const name of ['frame', 'data', 'nothing']) {
    await assert.rejects(client.call('decoding.disable', { names: [name] }), /no protocol that can be switched off/);
  }
  await client.call('decoding.disable', { names: [] });
  assert.equal(await count('http'), 2);
});

test('-d on the command line', async (t) => {
  const { folder } = await serviceClient(t);
  const path = webCapture(folder);
  const run = (...words: string[]) =>
    execFileSync(join(import.meta.dirname, '../../../bin/osiscope'), ['-r', path, ...words], { encoding: 'utf8' });
  assert.match(run('-c', '1'), /DNS/);
  assert.doesNotMatch(run('-c', '1', '-d', 'udp.port==53,data'), /DNS/);
});
