import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HISTORY, sparkPath, withRates } from '../../renderer/capture/activity-history.ts';
import { type CaptureInterface, inOrder, linkFacts } from '../../renderer/capture/interface-order.ts';
import { ownTrafficFilters } from '../../renderer/capture/own-traffic.ts';
import {
  choiceOf,
  commonFilter,
  isSuited,
  liveOptionsOf,
  missing,
  noChoices,
  readChoices,
  remarks,
  withChoice,
} from '../../renderer/capture/run-options.ts';
import { adviceParts } from '../../renderer/welcome/advice-parts.ts';

function anInterface(name: string, change: Partial<CaptureInterface> = {}): CaptureInterface {
  return {
    name,
    description: '',
    addresses: ['10.0.0.1'],
    up: true,
    loopback: false,
    mtu: 1500,
    speedMegabits: null,
    duplex: null,
    carrier: true,
    linkTypes: [],
    ...change,
  };
}

test('interfaces in use come first, those without a network last', () => {
  const all = [
    anInterface('nflog', { addresses: [] }),
    anInterface('lo', { loopback: true }),
    anInterface('eth1', { carrier: false }),
    anInterface('eth0'),
    anInterface('any', { addresses: [] }),
    anInterface('wlan0', { up: false }),
  ];
  assert.deepEqual(
    inOrder(all).map(({ name }) => name),
    ['eth0', 'lo', 'any', 'nflog', 'eth1', 'wlan0'],
  );
});

test('facts of the physical layer, only those that are known', () => {
  assert.deepEqual(linkFacts(anInterface('eth0', { speedMegabits: 1000, duplex: 'full' })), [
    '1 Gbit/s full',
    'MTU 1500',
  ]);
  assert.deepEqual(linkFacts(anInterface('eth0', { speedMegabits: 100, carrier: false })), [
    'no carrier',
    '100 Mbit/s',
    'MTU 1500',
  ]);
  assert.deepEqual(linkFacts(anInterface('eth0', { up: false, mtu: null })), ['down']);
  assert.deepEqual(linkFacts(anInterface('any')), []);
});

test('activity is kept for a minute; all interfaces together are the sum', () => {
  let activities = {};
  for (let second = 0; second < HISTORY + 5; second++) {
    activities = withRates(activities, [
      { name: 'lo', packets: second, bytes: 10 },
      { name: 'eth0', packets: 1, bytes: 5 },
    ]);
  }
  const { lo, any } = activities as Record<string, { packets: number[]; bytes: number }>;
  assert.equal(lo.packets.length, HISTORY);
  assert.deepEqual([lo.packets[0], lo.packets.at(-1)], [5, HISTORY + 4]);
  assert.deepEqual([any.packets.at(-1), any.bytes], [HISTORY + 5, 15]);
  assert.deepEqual(Object.keys(withRates(activities, [{ name: 'lo', packets: 1, bytes: 1 }])), ['lo', 'any']);
});

test('the line of activity ends at the right edge and reaches the top', () => {
  assert.equal(sparkPath([], 118, 20), '');
  assert.equal(sparkPath([0, 10, 5], 118, 20), 'M114 20L116 0L118 10');
  assert.equal(sparkPath([1], 118, 20), 'M118 15', 'one packet is no mountain');
});

test('the filter of several interfaces', () => {
  const one = withChoice(noChoices, ['lo'], { filter: 'icmp' });
  assert.equal(commonFilter(one, ['lo']), 'icmp');
  assert.equal(commonFilter(one, ['lo', 'eth0']), null);
  assert.equal(commonFilter(withChoice(one, ['lo', 'eth0'], { filter: 'arp' }), ['lo', 'eth0']), 'arp');
  assert.equal(commonFilter(noChoices, []), '');
});

test("the window's own traffic is left out until a person writes a filter", () => {
  const interfaces = [anInterface('lo', { loopback: true }), anInterface('eth0'), anInterface('any')];
  const suited = ownTrafficFilters(interfaces, { port: 4711, local: true });
  assert.deepEqual(suited, { lo: 'not tcp port 4711', any: 'not tcp port 4711' });
  assert.deepEqual(Object.keys(ownTrafficFilters(interfaces, { port: 4711, local: false })), ['eth0', 'any']);
  assert.deepEqual(ownTrafficFilters(interfaces, undefined), {});
  const choices = { ...noChoices, suited };
  assert.deepEqual([choiceOf(choices, 'lo').filter, isSuited(choices, 'lo')], ['not tcp port 4711', true]);
  const other = withChoice(choices, ['lo'], { promiscuous: false });
  assert.equal(choiceOf(other, 'lo').filter, 'not tcp port 4711');
  const cleared = withChoice(choices, ['lo'], { filter: '' });
  assert.deepEqual([choiceOf(cleared, 'lo').filter, isSuited(cleared, 'lo')], ['', false]);
});

test('what the capture process is asked for', () => {
  const choices = {
    ...withChoice(noChoices, ['lo'], { snapLength: 96 }),
    stop: { packets: 5, seconds: null, kilobytes: null },
  };
  const options = liveOptionsOf(choices, ['lo', 'eth0']);
  assert.deepEqual(
    options.interfaces.map(({ name, snapLength, promiscuous }) => [name, snapLength, promiscuous]),
    [
      ['lo', 96, true],
      ['eth0', 0, true],
    ],
  );
  assert.deepEqual([options.stop, options.ring], [{ packets: 5 }, undefined]);
  const ring = { on: true, path: ' /tmp/run ', files: null, packets: null, seconds: 60, kilobytes: null };
  assert.deepEqual(liveOptionsOf({ ...choices, ring }, ['lo']).ring, { path: '/tmp/run', files: 0, seconds: 60 });
});

test('what is missing before a run, and what it will do by itself', () => {
  const ring = { ...noChoices.ring, on: true, path: '/tmp/run' };
  assert.match(missing(noChoices, []), /Choose an interface/);
  assert.equal(missing(noChoices, ['lo']), '');
  assert.equal(missing({ ...noChoices, ring }, ['lo']), '');
  assert.match(missing({ ...noChoices, ring: { ...ring, path: '/tmp/' } }, ['lo']), /folder and name/);
  assert.match(missing({ ...noChoices, ring: { ...ring, kilobytes: null } }, ['lo']), /next file/);
  assert.deepEqual(remarks(noChoices), []);
  assert.deepEqual(remarks({ ...noChoices, stop: { packets: 1, seconds: 60, kilobytes: null }, ring }), [
    'Stops by itself after 1 packet or 60 seconds.',
    'Writes a ring of files: /tmp/run.',
  ]);
});

test('choices that were kept are read with care', () => {
  assert.equal(readChoices('nonsense'), undefined);
  const kept = withChoice(noChoices, ['lo'], { filter: 'icmp', bufferMegabytes: 64 });
  assert.deepEqual(readChoices(JSON.parse(JSON.stringify(kept))), kept);
  const hostile = readChoices({
    selected: ['lo', 7],
    interfaces: { lo: { filter: 3, promiscuous: 'yes', snapLength: -1, bufferMegabytes: 1e9 }, eth0: 'no' },
    stop: { packets: 1.5, seconds: '9' },
    ring: { on: 'yes', path: {}, files: -4 },
  });
  assert.deepEqual(hostile?.selected, ['lo']);
  assert.deepEqual(choiceOf(hostile ?? noChoices, 'lo'), {
    filter: '',
    promiscuous: true,
    snapLength: 0,
    bufferMegabytes: 4096,
    linkType: '',
  });
  assert.deepEqual(hostile?.stop, { packets: null, seconds: null, kilobytes: null });
  assert.equal(hostile?.ring.on, false);
  assert.equal(choiceOf(noChoices, 'constructor').filter, '');
});

test('advice is split into words and commands', () => {
  assert.deepEqual(adviceParts('Run `sudo a && b`, then `c`.'), [
    { text: 'Run ', command: false },
    { text: 'sudo a && b', command: true },
    { text: ', then ', command: false },
    { text: 'c', command: true },
    { text: '.', command: false },
  ]);
  assert.deepEqual(adviceParts('No command.'), [{ text: 'No command.', command: false }]);
});
