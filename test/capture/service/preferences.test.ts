import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pcapFile } from '../../builders/capture-file-pcap.ts';
import { ascii, ethernet, ipv4, packet, udp } from '../../builders/packet.ts';
import { serviceClient } from './service-client.ts';

test('checksums are verified in captures that are opened after it was chosen', async (t) => {
  const { client, folder, ready } = await serviceClient(t);
  const path = join(folder, 'bad.pcap');
  const bytes = packet(ethernet(), ipv4(), udp(40_000, 40_001, { checksum: 0x1234 }), ascii('hello'));
  writeFileSync(path, pcapFile({}, [{ seconds: 1, fraction: 0, bytes }]));
  const matches = async (filter: string): Promise<number> => {
    const { capture } = await client.call('captures.open', { path });
    await ready(capture);
    return (await client.call('views.open', { capture, filter })).total;
  };
  const { chosen, standard } = await client.call('preferences.get');
  assert.deepEqual(chosen, standard);
  assert.equal(await matches('udp.checksum.status == "Unverified"'), 1);
  await client.call('preferences.set', { ...standard, 'udp.check_checksum': true });
  assert.equal(await matches('udp.checksum.status == "Bad"'), 1);
  assert.equal((await client.call('preferences.get')).chosen['udp.check_checksum'], true);
  await client.call('preferences.set', standard);
  assert.equal(await matches('udp.checksum.status == "Bad"'), 0);
});
