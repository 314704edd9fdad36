import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSockets, SocketHistory } from '../../../capture/trace/kernel-sockets.ts';
import { TcpStates } from '../../../capture/trace/tcp-states.ts';
import { ACK, FIN, RST, SYN } from '../../../decoders/transport/tcp/flag-bits.ts';

/** Who sends what, whether it acknowledges a FIN, and the states of client and server after it. */
type Step = ['>' | '<', number, boolean, string, string];

const open: Step[] = [
  ['>', SYN, false, 'SYN-SENT', 'SYN-RECEIVED'],
  ['<', SYN | ACK, false, 'ESTABLISHED', 'SYN-RECEIVED'],
  ['>', ACK, false, 'ESTABLISHED', 'ESTABLISHED'],
];

const exchanges: Record<string, Step[]> = {
  'opened and closed by the client': [
    ...open,
    ['>', FIN | ACK, false, 'FIN-WAIT-1', 'CLOSE-WAIT'],
    ['<', ACK, true, 'FIN-WAIT-2', 'CLOSE-WAIT'],
    ['<', FIN | ACK, true, 'TIME-WAIT', 'LAST-ACK'],
    ['>', ACK, true, 'TIME-WAIT', 'CLOSED'],
  ],
  'closed by the server in three segments': [
    ...open,
    ['<', FIN | ACK, false, 'CLOSE-WAIT', 'FIN-WAIT-1'],
    ['>', FIN | ACK, true, 'LAST-ACK', 'TIME-WAIT'],
    ['<', ACK, true, 'CLOSED', 'TIME-WAIT'],
  ],
  'closed by both at once': [
    ...open,
    ['>', FIN | ACK, false, 'FIN-WAIT-1', 'CLOSE-WAIT'],
    // The server's FIN had left before the client's came.
    ['<', FIN | ACK, false, 'CLOSING', 'LAST-ACK'],
    ['<', ACK, true, 'TIME-WAIT', 'LAST-ACK'],
    ['>', ACK, true, 'TIME-WAIT', 'CLOSED'],
  ],
  refused: [
    ['>', SYN, false, 'SYN-SENT', 'SYN-RECEIVED'],
    ['<', RST | ACK, false, 'CLOSED', 'CLOSED'],
  ],
  'SYN sent twice': [
    ['>', SYN, false, 'SYN-SENT', 'SYN-RECEIVED'],
    ['>', SYN, false, 'SYN-SENT', 'SYN-RECEIVED'],
    ['<', SYN | ACK, false, 'ESTABLISHED', 'SYN-RECEIVED'],
  ],
  'begun in the middle': [
    ['>', ACK, false, 'ESTABLISHED', 'ESTABLISHED'],
    ['<', RST, false, 'CLOSED', 'CLOSED'],
  ],
};

for (const [name, steps] of Object.entries(exchanges)) {
  test(name, () => {
    const states = new TcpStates();
    for (const [way, flags, acksFin, client, server] of steps) {
      states.step({ fromClient: way === '>', flags, acksFin });
      assert.deepEqual([states.client, states.server], [client, server], `${way} ${flags}`);
    }
  });
}

test("the kernel's list of sockets", () => {
  const text = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
   1: 0100007F:1F90 0200007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 2 1 0 100 0 0 10 0
   2: 0000000000000000FFFF00000100007F:0050 0000000000000000FFFF00000200007F:0051 06 0:0 0:0 0 0 0 3
   3: 00000000000000000000000001000000:0050 00000000000000000000000001000000:0051 08 0:0 0:0 0 0 0 3
   4: broken
`;
  assert.deepEqual(parseSockets(text), [
    { local: '127.0.0.1 8080', remote: '0.0.0.0 0', state: 'LISTEN' },
    { local: '127.0.0.1 8080', remote: '127.0.0.2 54321', state: 'ESTABLISHED' },
    { local: '127.0.0.1 80', remote: '127.0.0.2 81', state: 'TIME-WAIT' },
    { local: '::1 80', remote: '::1 81', state: 'CLOSE-WAIT' },
  ]);
});

test('what the kernel reported at a time', () => {
  const history = new SocketHistory();
  const socket = (state: string) => [{ local: 'a 1', remote: 'b 2', state }];
  history.note(10n, socket('SYN-SENT'));
  history.note(20n, socket('ESTABLISHED'));
  history.note(30n, socket('ESTABLISHED'));
  history.note(40n, []);
  const at = (time: bigint, after = 0n) => history.at('a 1', 'b 2', time, after)?.state;
  assert.deepEqual(
    [at(5n), at(5n, 5n), at(10n), at(35n), at(50n)],
    [undefined, 'SYN-SENT', 'SYN-SENT', 'ESTABLISHED', 'CLOSED'],
  );
  assert.equal(history.at('b 2', 'a 1', 20n), undefined);
});
