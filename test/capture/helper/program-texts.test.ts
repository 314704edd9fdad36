import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCounters } from '../../../capture/helper/activity.ts';
import { dropsIn, parseMachineList } from '../../../capture/helper/dumpcap.ts';
import { linkTypeList } from '../../../capture/helper/program-texts.ts';
import { parseList } from '../../../capture/helper/tcpdump.ts';

test("dumpcap's list of interfaces", () => {
  const output = [
    '1. eth0\t\t\t0\t192.0.2.2,fd00::2\tnetwork',
    '2. any\t\t\t0\t\tnetwork',
    '3. lo\t\tLoopback\t0\t127.0.0.1,::1\tloopback',
    '4. {1B2C}\tRealtek PCIe\tEthernet\t0\t\tnetwork',
    'Running as user "root" and group "root". This could be dangerous.',
    '',
  ].join('\n');
  assert.deepEqual(parseMachineList(output), [
    { name: 'eth0', description: '' },
    { name: 'any', description: '' },
    { name: 'lo', description: 'Loopback' },
    { name: '{1B2C}', description: 'Ethernet' },
  ]);
});

test("tcpdump's list of interfaces", () => {
  const output = [
    '1.eth0 [Up, Running, Connected]',
    '2.any (Pseudo-device that captures on all interfaces) [Up, Running]',
    '3.lo [Up, Running, Loopback]',
    '4.bluetooth-monitor (Bluetooth Linux Monitor) [Wireless]',
    '5.plain',
    'tcpdump: something else',
  ].join('\n');
  assert.deepEqual(parseList(output), [
    { name: 'eth0', description: '' },
    { name: 'any', description: 'Pseudo-device that captures on all interfaces' },
    { name: 'lo', description: '' },
    { name: 'bluetooth-monitor', description: 'Bluetooth Linux Monitor' },
    { name: 'plain', description: '' },
  ]);
});

test('link types as both programs print them', () => {
  const output = [
    'Data link types of interface wlan0 when in monitor mode (use option -y to set):',
    '  IEEE802_11_RADIO (802.11 plus radiotap header)',
    '  EN10MB (Ethernet)',
    'not a link type',
  ].join('\n');
  assert.deepEqual(linkTypeList(output), [
    { name: 'IEEE802_11_RADIO', description: '802.11 plus radiotap header' },
    { name: 'EN10MB', description: 'Ethernet' },
  ]);
});

const dropTexts = [
  { text: '', drops: { kernel: null, interface: null, helper: 0 } },
  {
    text: "Packets received/dropped on interface 'lo': 9/1 (pcap:1/dumpcap:0/flushed:0/ps_ifdrop:0) (90.0%)\n",
    drops: { kernel: 1, interface: 0, helper: 0 },
  },
  {
    text:
      "Packets received/dropped on interface 'lo': 9/1 (pcap:1/dumpcap:2/flushed:3/ps_ifdrop:4) (90.0%)\n" +
      "Packets received/dropped on interface 'eth0': 9/1 (pcap:10/dumpcap:0/flushed:0/ps_ifdrop:40) (90.0%)\n",
    drops: { kernel: 11, interface: 44, helper: 5 },
  },
];

for (const { text, drops } of dropTexts) {
  test(`losses that dumpcap tells: ${JSON.stringify(drops)}`, () => assert.deepEqual(dropsIn(text), drops));
}

test('counters of interfaces, the loopback ones counted once', () => {
  const text = [
    'Inter-|   Receive                                                |  Transmit',
    ' face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed',
    '    lo: 1000 10 0 0 0 0 0 0 1000 10 0 0 0 0 0 0',
    '  eth0: 500 5 0 0 0 0 0 0 300 3 0 0 0 0 0 0',
    ' eth0:1: 7 1 0 0 0 0 0 0 8 2 0 0 0 0 0 0',
    '  torn: 1 2 3',
    ' words: a b c d e f g h i j k l m n o p',
    '',
  ].join('\n');
  assert.deepEqual(
    [...parseCounters(text)],
    [
      ['lo', { bytes: 1000, packets: 10 }],
      ['eth0', { bytes: 800, packets: 8 }],
      ['eth0:1', { bytes: 15, packets: 3 }],
    ],
  );
});
