import { Socket } from 'node:net';
import type { TraceEndpoint } from '../../../contract/trace-event.ts';
import { describeError } from '../../shell/errno.ts';
import type { Outcome } from '../outcome.ts';
import { failureOf, StepFailed } from '../outcome.ts';
import type { Established } from './establish.ts';
import type { Target } from './target.ts';
import { targetFacts } from './target.ts';

export interface Connected {
  socket: Socket;
  local: TraceEndpoint;
  /** Where the bytes go that come out of a read, once the service takes them; for a read buffer of a chosen size. */
  onRead: { take: ((bytes: Buffer) => void) | undefined };
}

/** Connects the socket to the server: refused at once, given up after the time-out, or connected. */
export function connect(target: Target, established: Established, remote: TraceEndpoint): Promise<Connected> {
  const { options, trace } = target;
  const onRead: Connected['onRead'] = { take: undefined };
  const socket = new Socket({
    handle: established.bound,
    allowHalfOpen: true,
    ...(options['read-size'] === 0 ? {} : { onread: ownBuffer(options['read-size'], onRead) }),
  });
  socket.pause();
  const time = trace.clock.now();
  const unspecified = { address: socketFamilyAny(remote.address), port: established.localPort };
  const report = (local: TraceEndpoint, more: object): void =>
    trace.write('connect', {
      ...targetFacts(target, remote, local),
      fd: established.fd,
      time,
      duration: Number(trace.clock.now() - time),
      ...more,
    });
  return new Promise((connected, failed) => {
    const fail = (outcome: Outcome, more: object): void => {
      clearTimeout(timer);
      report(unspecified, more);
      socket.removeAllListeners();
      socket.on('error', () => {});
      socket.destroy();
      trace.write('close', { ...targetFacts(target, remote, unspecified), fd: established.fd });
      failed(new StepFailed(outcome));
    };
    const timer = setTimeout(() => {
      const text = `no answer from ${remote.address} port ${remote.port} in ${options['connect-timeout'] / 1_000} s`;
      fail({ ending: 'connectTimeout', text }, { errno: 'ETIMEDOUT', error: 'given up', text });
    }, options['connect-timeout']);
    socket.once('error', (error) => {
      const what = `connecting to ${remote.address} port ${remote.port}`;
      fail(failureOf(what, error), describeError(error));
    });
    socket.connect({ host: remote.address, port: remote.port }, () => {
      clearTimeout(timer);
      socket.removeAllListeners('error');
      socket.setNoDelay(true);
      const local = { address: socket.localAddress ?? unspecified.address, port: established.localPort };
      report(local, {});
      connected({ socket, local, onRead });
    });
  });
}

/** Reads into one buffer of our own, so that a read takes no more than its size. */
function ownBuffer(size: number, onRead: Connected['onRead']) {
  return {
    buffer: Buffer.alloc(size),
    callback: (count: number, buffer: Uint8Array): boolean => {
      onRead.take?.(Buffer.from(buffer.subarray(0, count)));
      return true;
    },
  };
}

function socketFamilyAny(remote: string): string {
  return remote.includes(':') ? '::' : '0.0.0.0';
}
