import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AddressOwners } from '../../../decoders/link/arp/address-owners.ts';
import { fullMask } from '../../../decoders/model/mask.ts';
import { summary } from '../../../decoders/tree/summary.ts';
import { learned, record } from '../listing.ts';
import { arpFixtures } from './arp-fixtures.ts';

const TEN = 0x0a00_0001;

test('the first station to claim an address owns it, and is told with the frame in which it last did', () => {
  const owners = new AddressOwners();
  assert.equal(owners.claim(TEN, 0x0200_0000, 0x0a, 1, 100), false);
  assert.equal(owners.claim(TEN, 0x0200_0000, 0x0a, 3, 130), false);
  assert.equal(owners.claim(TEN, 0x0200_0000, 0x0b, 4, 150), true);
  assert.equal(owners.claim(TEN + 1, 0x0200_0000, 0x0b, 5, 150), false);
  assert.equal(owners.claim(TEN, 0x0200_0000, 0x0b, 6, 160), true);
  assert.equal(owners.ofFrame(3), -1);
  const conflict = owners.ofFrame(6);
  assert.ok(owners.isOf(conflict, 6));
  assert.ok(!owners.isOf(conflict + 1, 6));
  assert.equal(owners.conflictOwnerFrame.get(conflict), 3);
  assert.equal(owners.conflictLow.get(conflict), 0x0a);
  assert.equal(owners.conflictSeconds.get(conflict), 30);
});

test('a frame decoded again, in any order, tells the same conflicts as when it was learned', () => {
  const fixture = arpFixtures.find((one) => one.name === 'link/arp-duplicate-address')!;
  const first: string[] = [];
  const d = learned(fixture, fullMask(), (x) => first.push(summary(x).info));
  const again = fixture.frames.map(() => '');
  for (const i of [3, 0, 4, 1, 2, 1]) {
    d.decode(record(fixture.frames[i], i), fixture.frames[i].bytes, 0, fullMask());
    again[i] = summary(d).info;
  }
  assert.deepEqual(again, first);
  assert.deepEqual(
    first.map((info) => /duplicate use of ([\d.]+)/.exec(info)?.[1] ?? ''),
    ['', '10.0.0.1', '10.0.0.1', '', '10.0.0.2'],
  );
});
