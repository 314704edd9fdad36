import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { chunked, message } from '../../builders/http.ts';
import { Dialogue } from '../../builders/tcp.ts';
import { webCapture } from '../../e2e/captures.ts';
import { temporaryFolder } from '../opened-capture.ts';
import { dialogueFile } from './followed.ts';

const shared = '/work/shared/captures';
const program = join(import.meta.dirname, '../../../bin/osiscope');
const noTshark = spawnSync('tshark', ['--version']).error ? 'tshark is not installed' : false;

function run(command: string, path: string, statistics: readonly string[]) {
  const args = ['-n', '-q', '-r', path, ...statistics.flatMap((z) => ['-z', z])];
  const { stdout, stderr, status } = spawnSync(command, args, { encoding: 'latin1', maxBuffer: 1 << 28 });
  return { stdout, stderr, status };
}

const everyForm = (protocol: string, stream: string): string[] =>
  ['ascii', 'hex', 'raw', 'yaml'].map((form) => `follow,${protocol},${form},${stream}`);

/** Bytes that are sent again, too late, and never. */
function roughDialogue(): Dialogue {
  const d = new Dialogue().open();
  d.client('first').server('answer \u0001').again(1, 0, 'ans').ack(0);
  d.client('1234');
  d.unseen(() => d.client('lost'));
  d.client('behind').ack(1);
  d.server('late').again(0, 0, 'GET');
  return d.close();
}

/** A body in chunks, one that is empty, and a request in two segments. */
function webDialogue(): Dialogue {
  const head = ['Transfer-Encoding: chunked'];
  const d = new Dialogue({ serverPort: 80 }).open();
  d.client('GET / HTTP/1.1\r\n').client('Host: example.org\r\n\r\n');
  d.server(message('HTTP/1.1 200 OK', head, chunked(['hello ', 'there'])));
  d.client(message('GET /nothing HTTP/1.1', ['Host: example.org']));
  return d.server(message('HTTP/1.1 404 Not Found', head, chunked([]))).close();
}

test('the text of streams is that of tshark', { skip: noTshark }, async (t) => {
  const folder = await temporaryFolder(t);
  const rough = dialogueFile(folder, roughDialogue().frames);
  const web = webCapture(folder);
  const chunks = dialogueFile(await temporaryFolder(t), webDialogue().frames);
  const asked: readonly (readonly [string, readonly string[]])[] = [
    [chunks, [...everyForm('tcp', '0'), ...everyForm('http', '0')]],
    [rough, [...everyForm('tcp', '0'), 'follow,tcp,hex,0,2-3', 'follow,tcp,ascii,9']],
    [web, [...everyForm('tcp', '0'), ...everyForm('http', '0'), ...everyForm('udp', '0')]],
    [web, ['follow,tcp,ascii,10.0.0.1:8080,10.0.0.5:54312,1', 'follow,udp,hex,10.0.0.5:40000,10.0.0.1:53']],
  ];
  for (const [path, statistics] of asked) {
    const expected = run('tshark', path, statistics).stdout;
    assert.equal(run(program, path, statistics).stdout, expected);
    assert.match(expected, /Follow: /);
  }
});

test('ends that had several connections are followed as tshark does it, a number gives one', {
  skip: noTshark,
}, async (t) => {
  const dialogues = [
    new Dialogue().open().client('first request\n').server('first answer, longer than the others\n').ack(0),
    new Dialogue({ isn: [900_000, 700_000] }).open().client('the second request\n').server('second answer\n').ack(0),
    new Dialogue({ isn: [5, 9] })
      .open()
      .client('third\n')
      .server('3\n')
      .ack(0)
      .client('and more of the third\n')
      .ack(1),
  ];
  const frames = dialogues.flatMap((d, i) => d.frames.map((frame) => ({ ...frame, time: frame.time / 10 + i / 10 })));
  const path = dialogueFile(await temporaryFolder(t), frames);
  const ends = '10.0.0.1:40000,10.0.0.2:7777';
  for (const statistics of [everyForm('tcp', ends), everyForm('tcp', '1'), everyForm('tcp', '2')]) {
    assert.equal(run(program, path, statistics).stdout, run('tshark', path, statistics).stdout);
  }
  const { stdout, stderr } = run(program, path, [`follow,tcp,ascii,${ends}`]);
  assert.match(stderr, /these ends had 3 connections.*N of 0, 1, 2\./);
  assert.match(stdout, /first request/);
  assert.match(run(program, path, ['follow,tcp,ascii,1']).stdout, /the second request/);
});

const real = [
  'zeek+zeek/testing/btest/Traces/http/entity_gap.pcap',
  'zeek+zeek/testing/btest/Traces/tunnels/vxlan-encapsulated-http.pcap',
  'seladb+PcapPlusPlus/Tests/Pcap++Test/PcapExamples/four_ipv6_http_streams.pcap',
  'secdev+scapy/test/pcaps/http_chunk.pcap.gz',
];

for (const name of real) {
  const path = join(shared, name);
  const skip = existsSync(path) ? noTshark : 'the shared captures are not here';
  test(`the text of streams is that of tshark: ${name}`, { skip }, () => {
    const statistics = [...everyForm('tcp', '0'), ...everyForm('http', '0')];
    assert.equal(run(program, path, statistics).stdout, run('tshark', path, statistics).stdout);
  });
}

test('what is left out of the text is told on standard error', async (t) => {
  const d = new Dialogue().open().client('first');
  d.unseen(() => d.client('lost')).client('behind');
  const { stdout, stderr } = run(program, dialogueFile(await temporaryFolder(t), d.frames), ['follow,tcp,ascii,0']);
  assert.match(stdout, /\n5\nfirst\n=/);
  assert.match(stderr, /6 bytes of stream 0 are not printed/);
});

test('EBCDIC and UTF-8 are read', async (t) => {
  const d = new Dialogue().open().client(Uint8Array.of(0xc8, 0x89, 0xc3, 0xa9, 0x1b));
  const { stdout } = run(program, dialogueFile(await temporaryFolder(t), d.frames), [
    'follow,tcp,utf-8,0',
    'follow,tcp,ebcdic,0',
  ]);
  assert.match(stdout, /Follow: tcp,ebcdic[^=]*\n5\nHiCz\.\n=/);
  assert.match(Buffer.from(stdout, 'latin1').toString(), /\n5\nȉé\.\n=/);
});

const wrong: readonly (readonly [string, RegExp])[] = [
  ['follow,tcp', /knows ascii, hex, raw/],
  ['follow,tcp,words,0', /not "words"/],
  ['follow,tcp,ascii', /number of a stream/],
  ['follow,tcp,ascii,10.0.0.1:80', /number of a stream/],
  ['follow,tcp,ascii,10.0.0.1:80,[::1]:80', /same version/],
  ['follow,tcp,ascii,0,0', /range of chunks/],
  ['follow,tcp,ascii,0,3-2', /range of chunks/],
  ['follow,tcp,ascii,0,1,2', /range of chunks/],
  ['follow,http2,ascii,0', /-z does not know/],
];

test('what cannot be followed is told', async (t) => {
  const path = webCapture(await temporaryFolder(t));
  for (const [statistic, sentence] of wrong) {
    const { stderr, status } = run(program, path, [statistic]);
    assert.match(stderr, sentence, statistic);
    assert.equal(status, 2);
  }
});
