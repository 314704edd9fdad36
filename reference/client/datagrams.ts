import type { Socket } from 'node:dgram';
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { hostname } from 'node:os';
import { decodeReply, encodeCall } from '../services/rpc/rpc-client.ts';
import { formatSyslog } from '../services/syslog/message.ts';
import { datagramDescriptor } from '../shell/datagram-descriptor.ts';
import { describeError } from '../shell/errno.ts';
import { messageOf, rpcCallOf } from './machines.ts';
import type { Outcome } from './outcome.ts';
import { failureOf, StepFailed } from './outcome.ts';
import { lookUp } from './steps/look-up.ts';
import { prepare } from './steps/prepare.ts';
import type { Person } from './steps/service.ts';
import type { Target } from './steps/target.ts';
import { targetFacts } from './steps/target.ts';

/** How long a sender that expects no answer listens for the word that nobody is there (ICMP port unreachable). */
const refusalWaitMs = 100;

/** One datagram out, and for what expects an answer one back; `times` times. */
export async function runDatagrams(target: Target, person: Person): Promise<Outcome> {
  const { options, trace } = target;
  try {
    const address = await lookUp(target);
    const remote = prepare(target, address);
    const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
    try {
      await bindAndConnect(socket, target, remote.address);
      const { address: host, port } = socket.address();
      const facts = { ...targetFacts(target, remote, { address: host, port }), fd: datagramDescriptor(port) };
      trace.write('connect', facts);
      for (let time = 0; time < options.times; time++) {
        const xid = ((Date.now() + time) & 0x7fff_ffff) >>> 0;
        const datagram = datagramOf(target, xid);
        const answer = await exchange(socket, datagram, target.service !== 'syslog', target, facts);
        if (answer === undefined) continue;
        const problem = checkAnswer(target, datagram, answer, xid, person);
        if (problem !== undefined) return { ending: 'service', text: problem };
      }
      trace.write('close', facts);
    } finally {
      socket.close();
    }
    return { ending: 'success', text: `${options.times} datagrams sent` };
  } catch (error) {
    if (error instanceof StepFailed) return error.outcome;
    throw error;
  }
}

function bindAndConnect(socket: Socket, target: Target, address: string): Promise<void> {
  const { options, trace } = target;
  return new Promise((connected, failed) => {
    socket.once('error', (error) => {
      trace.write('bind', { ...targetFacts(target), ...describeError(error) });
      failed(new StepFailed(failureOf('the local address cannot be used', error)));
    });
    const host = options['local-address'];
    socket.bind({ port: options['local-port'], ...(host === '' ? {} : { address: host }) }, () => {
      const { address: local, port } = socket.address();
      const fd = datagramDescriptor(port);
      trace.write('socket', { ...targetFacts(target), fd });
      trace.write('bind', { ...targetFacts(target, undefined, { address: local, port }), fd });
      socket.once('connect', () => {
        socket.removeAllListeners('error');
        connected();
      });
      socket.connect(target.port, address);
    });
  });
}

function datagramOf(target: Target, xid: number): Buffer {
  const { options, service } = target;
  if (service === 'rpc') return encodeCall(rpcCallOf(options), xid);
  if (service === 'echo') return messageOf(options);
  return formatSyslog({
    severity: 'notice',
    time: new Date(),
    host: hostname(),
    program: 'osiscope-client',
    pid: process.pid,
    id: '-',
    text: messageOf(options).toString(),
  });
}

/** Sends a datagram and waits for the answer, or only for the refusal if none is expected. */
function exchange(
  socket: Socket,
  datagram: Buffer,
  expected: boolean,
  target: Target,
  facts: ReturnType<typeof targetFacts>,
): Promise<Buffer | undefined> {
  const { options, trace } = target;
  const { service } = target;
  return new Promise((answered, failed) => {
    const settle = (): void => {
      clearTimeout(timer);
      socket.removeAllListeners('message');
      socket.removeAllListeners('error');
    };
    const fail = (error: Error): void => {
      settle();
      trace.write('read', { ...facts, ...describeError(error) });
      failed(new StepFailed(failureOf(`${service} by UDP to ${target.host} port ${target.port}`, error)));
    };
    const timer = setTimeout(
      () => {
        settle();
        if (!expected) return answered(undefined);
        trace.write('timeout', { ...facts, text: 'read' });
        failed(new StepFailed({ ending: 'ioTimeout', text: 'no answer came, and datagrams may be lost' }));
      },
      expected ? options['read-timeout'] : refusalWaitMs,
    );
    socket.on('error', fail);
    socket.on('message', (answer) => {
      trace.write('read', { ...facts, bytes: answer.length });
      settle();
      answered(answer);
    });
    const time = trace.clock.now();
    socket.send(datagram, (error) => {
      if (error) return fail(error);
      trace.write('write', { ...facts, time, bytes: datagram.length, requested: datagram.length });
    });
  });
}

function checkAnswer(target: Target, sent: Buffer, answer: Buffer, xid: number, person: Person): string | undefined {
  if (target.service === 'echo') {
    person.show(Buffer.concat([answer, Buffer.from('\n')]));
    return answer.equals(sent) ? undefined : 'the echo differs from what was sent';
  }
  const { ok, text } = decodeReply(rpcCallOf(target.options), answer, xid);
  if (!ok) return text;
  person.show(Buffer.from(`${text}\n`));
  return undefined;
}
