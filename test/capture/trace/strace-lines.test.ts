import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StraceLines } from '../../../capture/trace/strace-lines.ts';
import { formatSystemCall, parseSystemCall, type SystemCall } from '../../../capture/trace/system-call.ts';

function read(...lines: string[]): SystemCall[] {
  const strace = new StraceLines();
  for (const [index, line] of lines.entries()) strace.line(line.replace('@', `100.00000000${index}`));
  return strace.calls;
}

const client = { address: '127.0.0.1', port: 4000 };
const server = { address: '127.0.0.1', port: 80 };
const pair = '127.0.0.1:4000->127.0.0.1:80';
const accepted = '127.0.0.1:80->127.0.0.1:4000';

test('a connection: ends, bytes and offsets', () => {
  const calls = read(
    '9 @ socket(AF_INET, SOCK_STREAM, IPPROTO_TCP) = 5<TCP:[77]> <0.000010000>',
    '9 @ connect(5<TCP:[77]>, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("127.0.0.1")}, 16) = -1 EINPROGRESS (Operation now in progress) <0.000000300>',
    `9 @ sendto(5<TCP:[${pair}]>, "GET"..., 78, MSG_NOSIGNAL, NULL, 0) = 78 <0.000012000>`,
    `9 @ write(5<TCP:[${pair}]>, "x = 3", 5) = 5`,
    `9 @ recvfrom(5<TCP:[${pair}]>, "HT", 2, MSG_PEEK, NULL, NULL) = 2`,
    `9 @ read(5<TCP:[${pair}]>, "HTTP"..., 100) = 60`,
    `9 @ read(5<TCP:[${pair}]>, 0x7ffc, 100) = -1 EAGAIN (Resource temporarily unavailable)`,
    '9 @ close(5<TCP:[77]>) = 0',
  );
  const facts = calls.map(({ name, step, local, remote, bytes, offset }) => ({
    name,
    step,
    local,
    remote,
    bytes,
    offset,
  }));
  const both = { local: client, remote: server };
  const none = { bytes: undefined, offset: undefined };
  assert.deepEqual(facts, [
    { name: 'socket', step: undefined, local: undefined, remote: undefined, ...none },
    { name: 'connect', step: 'connect', ...both, ...none },
    { name: 'sendto', step: 'write', ...both, bytes: 78, offset: 0 },
    { name: 'write', step: 'write', ...both, bytes: 5, offset: 78 },
    { name: 'recvfrom', step: undefined, ...both, ...none },
    { name: 'read', step: 'read', ...both, bytes: 60, offset: 0 },
    { name: 'read', step: undefined, ...both, ...none },
    { name: 'close', step: 'close', ...both, ...none },
  ]);
  assert.equal(calls[0].duration, 10_000);
  assert.equal(calls[0].time, 100_000_000_000n);
});

test('accept in two halves, by a thread; IPv6; another process', () => {
  const calls = read(
    '9 @ clone3({flags=CLONE_VM|CLONE_THREAD, stack=0x7f}, 88) = 10 <0.1>',
    '10 @ accept4(4<TCP:[127.0.0.1:80]>,  <unfinished ...>',
    '9 @ execve("/bin/true", ["true"], 0x7ffc /* 9 vars */) = 0',
    `10 @ <... accept4 resumed>{sa_family=AF_INET, sin_port=htons(4000)}, [128 => 16], SOCK_CLOEXEC) = 6<TCP:[${accepted}]> <1.000000000>`,
    '9 @ read(6<TCP:[77]>, "", 100) = 0',
    '11 @ read(5<TCPv6:[[::1]:80->[::1]:4000]>, "abc", 100) = 3',
    '11 @ sendto(7<UDP:[99]>, "abc", 3, 0, {sa_family=AF_INET6, sin6_port=htons(53), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "fe80::1", &sin6_addr), sin6_scope_id=0}, 28) = 3',
  );
  const accept = calls.find(({ name }) => name === 'accept4');
  assert.deepEqual(
    [accept?.pid, accept?.tid, accept?.step, accept?.local, accept?.remote],
    [9, 10, 'accept', server, client],
  );
  assert.equal(accept?.time, 100_000_000_001n);
  assert.equal(accept?.duration, 1_000_000_000);
  const reads = calls.filter(({ name }) => name === 'read');
  assert.deepEqual([reads[0].remote, reads[0].bytes], [client, 0]);
  assert.deepEqual([reads[1].local, reads[1].offset], [{ address: '::1', port: 80 }, 0]);
  assert.deepEqual(calls.at(-1)?.remote, { address: 'fe80::1', port: 53 });
});

test('what is about files only is left out; signals and ends stay', () => {
  const calls = read(
    '9 @ openat(AT_FDCWD</>, "/etc/passwd", O_RDONLY) = 3</etc/passwd> <0.000010000>',
    '9 @ read(3</etc/passwd>, "root"..., 4096) = 900',
    '9 @ --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED} ---',
    '9 @ +++ exited with 7 +++',
    'nonsense',
    '9 @ (((= ',
  );
  assert.deepEqual(
    calls.map(({ name, text }) => [name, text]),
    [
      ['signal', 'SIGCHLD'],
      ['exit', 'exited with 7'],
    ],
  );
});

test('the number of calls has a limit', () => {
  const strace = new StraceLines(2);
  for (let index = 0; index < 5; index++) strace.line('9 100.000000000 kill(1, SIGTERM) = 0');
  assert.deepEqual([strace.calls.length, strace.dropped], [2, 3]);
});

test('a call is read back as it was written; wrong lines are told', () => {
  for (const call of read(`9 @ write(5<TCP:[${pair}]>, "x", 1) = 1 <0.000000001>`, '9 @ +++ exited with 7 +++'))
    assert.deepEqual(parseSystemCall(formatSystemCall(call)), call);
  const lines = ['', '[]', '{}', '{"call":"x y","text":""}', '{"call":"read","text":"","time":"x"}'];
  const more = '{"call":"read","text":"","time":"1","pid":1,"tid":1,"step":"steal"}';
  for (const line of [...lines, more]) assert.equal(typeof parseSystemCall(line), 'string', line);
});
