import { check, endings, evidence, frameCount, output } from '../checks.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon, stopDaemon } from '../steps.ts';

/** `client` as XDR: its length, its bytes, and zeros up to a multiple of four. */
const NAME = Buffer.from('00000006' + '636c69656e740000', 'hex');
/** Three samples: their number, and for each a number of 32 bits and a value of 64. */
const SAMPLES = Buffer.from(
  '00000003' + '00000001' + '0000000000000007' + '00000002' + 'ffffffffffffffff' + '00000003' + '0000000000000003',
  'hex',
);
/** An optional text that is there: true, then the text. */
const COMMENT = Buffer.from('00000001' + '00000004' + '6e6f7465', 'hex');

export const remoteProcedure: Scenario = {
  name: 'remote-procedure',
  title: 'RPC: a procedure call as bytes',
  group: 'Applications',
  summary:
    'A client calls a procedure of the daemon with a structure as argument: a name, an array of samples, an optional comment. XDR makes bytes of it that every machine reads alike. Then it adds two numbers by a single datagram.',
  layers: {
    4: 'Over UDP a call is one datagram. Over TCP each message needs a record mark in front: four bytes, the highest bit for "last fragment", the rest its length.',
    5: 'RPC keeps call and reply together by a transaction id (xid). The reply does not repeat which procedure it answers.',
    6: 'XDR: everything in multiples of four bytes, big-endian. The name is 00000006 "client" 0000; the array its length, then the samples, -1 being ffffffffffffffff; the optional comment 00000001, then the text.',
    7: 'Program 0x20004f53, version 1, procedure 3 (summarize) and 2 (add): numbers, not names.',
  },
  steps: [
    startDaemon('Start the daemon', '--services', 'rpc'),
    {
      title: 'Call summarize with 7, -1 and 3 and a comment, over TCP',
      run: (lab) => lab.runClient('rpc', '--procedure', 'summarize', '--numbers', '7,-1,3', '--message', 'note'),
    },
    {
      title: 'Call add with 2 and 3, over UDP',
      run: (lab) => lab.runClient('rpc', '--udp', '--procedure', 'add', '--numbers', '2,3'),
    },
    stopDaemon,
  ],
  checks: [
    frameCount('Two calls.', { 'rpc.msgtyp': 0 }, 2),
    frameCount('Two replies, each tied to its call by the xid.', { 'rpc.msgtyp': 1, 'rpc.repframe': true }, 2),
    frameCount(
      'The call names program, version and procedure.',
      { 'rpc.program': 0x2000_4f53, 'rpc.procedure': 3, 'rpc.msgtyp': 0 },
      1,
    ),
    frameCount('The name: length, bytes, padding.', { 'tcp.payload': { contains: NAME }, 'ip.dst': '$server' }, 1),
    frameCount('The array: three samples, -1 as eight bytes ff.', { 'tcp.payload': { contains: SAMPLES } }, 1),
    frameCount('The optional comment is there.', { 'tcp.payload': { contains: COMMENT } }, 1),
    check('Only TCP needs a record mark, and it tells the length of what follows.', async (r) => {
      const [frame] = await r.frames({ 'rpc.msgtyp': 0, tcp: true });
      if (frame === undefined) return evidence(false, 'there is no call over TCP');
      const [mark] = r.values(frame, 'rpc.fraglen').map(Number);
      const bytes = Number(r.values(frame, 'tcp.len')[0]);
      const marked = await r.frames({ 'rpc.fraglen': true, udp: true });
      return evidence(
        mark === bytes - 4 && marked.length === 0,
        `${mark} bytes behind the mark, ${bytes} in the segment`,
        [frame],
      );
    }),
    output(
      'The results come back: three numbers, 9 in all, 7 the largest.',
      'client',
      /count 3, total 9, largest number 1 with 7/,
    ),
    output('And 2 + 3 is 5.', 'client', /^5$/),
    endings('Both clients succeed.', 'client', [0, 0]),
  ],
};
