import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ConnectionMachine,
  type SocketCommand,
  type SocketEvent,
  usualRules,
} from '../../../reference/machine/connection.ts';
import type { ServiceCommand, ServiceEvent, ServiceMachine } from '../../../reference/machine/service.ts';
import { finish, send } from '../../../reference/machine/service.ts';

/** A service that answers events as told, by the type of the event or the text of the bytes. */
class Scripted implements ServiceMachine {
  readonly script: Record<string, ServiceCommand[]>;
  readonly heard: string[] = [];

  constructor(script: Record<string, ServiceCommand[]>) {
    this.script = script;
  }

  receive(event: ServiceEvent): ServiceCommand[] {
    const name = event.type === 'bytes' ? event.bytes.toString() : event.type;
    this.heard.push(name);
    return this.script[name] ?? [];
  }
}

/** A command in a few words. Timers other than that of the service are left out. */
function words(command: SocketCommand): string | undefined {
  switch (command.type) {
    case 'write':
      return `write ${command.bytes}`;
    case 'arm':
      return command.timer === 'service' || command.timer === 'think'
        ? `arm ${command.timer} ${command.ms}`
        : undefined;
    case 'disarm':
      return undefined;
    case 'timed-out':
      return `timed out ${command.direction}`;
    default:
      return command.type;
  }
}

const opened: SocketEvent = { type: 'opened', peer: '192.0.2.1' };
const received = (text: string): SocketEvent => ({ type: 'received', bytes: Buffer.from(text) });
const flushed = (bytes: number): SocketEvent => ({ type: 'flushed', bytes });
const timer = (name: 'read' | 'write' | 'linger' | 'service' | 'think'): SocketEvent => ({
  type: 'timer',
  timer: name,
});
const ended: SocketEvent = { type: 'ended' };

interface Dialogue {
  name: string;
  script: Record<string, ServiceCommand[]>;
  rules?: Partial<typeof usualRules>;
  lines: [SocketEvent, string[]][];
  state: string;
}

const dialogues: Dialogue[] = [
  {
    name: 'one answer, then an orderly close after the FIN of the peer',
    script: { hi: [send('ho')], end: [finish] },
    lines: [
      [opened, []],
      [received('hi'), ['write ho']],
      [flushed(2), []],
      [ended, ['shutdown', 'close']],
    ],
    state: 'closed',
  },
  {
    name: 'a finished service lingers until the peer closes, and hears nothing more',
    script: { bye: [send('bye'), finish, send('never sent')] },
    lines: [
      [opened, []],
      [received('bye'), ['write bye']],
      [received('more'), []],
      [flushed(3), ['shutdown']],
      [received('still more'), []],
      [ended, ['close']],
    ],
    state: 'closed',
  },
  {
    name: 'a peer that never closes is closed after the linger time',
    script: { open: [finish] },
    lines: [
      [opened, ['shutdown']],
      [timer('linger'), ['close']],
      [received('late'), []],
    ],
    state: 'closed',
  },
  {
    name: 'output goes out in pieces, each after the one before',
    script: { open: [send('abcdefgh'), finish] },
    rules: { chunk: 3 },
    lines: [
      [opened, ['write abc']],
      [flushed(3), ['write def']],
      [flushed(3), ['write gh']],
      [flushed(2), ['shutdown']],
    ],
    state: 'lingering',
  },
  {
    name: 'a thinking sender waits before the next piece',
    script: { open: [send('abcd')] },
    rules: { chunk: 2, thinkMs: 50 },
    lines: [
      [opened, ['write ab', 'arm think 50']],
      [flushed(2), []],
      [timer('think'), ['write cd', 'arm think 50']],
      [flushed(2), []],
    ],
    state: 'open',
  },
  {
    name: 'reading pauses while the service waits for an answer',
    script: { ask: [{ type: 'ask', ask: { effect: 'status' } }], answer: [send('ok')] },
    lines: [
      [opened, []],
      [received('ask'), ['ask', 'pause']],
      [{ type: 'answered', answer: { effect: 'status', text: '' } }, ['write ok', 'resume']],
    ],
    state: 'open',
  },
  {
    name: 'reading pauses while the peer takes too little',
    script: { x: [send('12345678')] },
    rules: { mostUnsent: 4 },
    lines: [
      [opened, []],
      [received('x'), ['write 12345678', 'pause']],
      [flushed(8), ['resume']],
    ],
    state: 'open',
  },
  {
    name: 'a stream is fed when there is room',
    script: { open: [send('head'), { type: 'want-writable' }], writable: [send('tail'), finish] },
    rules: { mostUnsent: 8 },
    lines: [
      [opened, ['write head', 'pause']],
      [flushed(4), ['write tail', 'resume']],
      [flushed(4), ['shutdown']],
    ],
    state: 'lingering',
  },
  {
    name: 'a peer that owes bytes times out, one that is owed bytes does not',
    script: { slow: [{ type: 'timer', ms: 500 }], timer: [send('at last')], idle: [finish] },
    lines: [
      [opened, []],
      [received('slow'), ['arm service 500', 'pause']],
      [timer('read'), []],
      [timer('service'), ['write at last', 'resume']],
      [timer('read'), []],
      [flushed(7), []],
      [timer('read'), ['timed out read', 'shutdown']],
    ],
    state: 'lingering',
  },
  {
    name: 'a peer that takes nothing is reset',
    script: { x: [send('y')] },
    lines: [
      [opened, []],
      [received('x'), ['write y']],
      [timer('write'), ['timed out write', 'reset']],
    ],
    state: 'closed',
  },
  {
    name: 'half-close sends FIN and goes on reading',
    script: { open: [send('ask'), { type: 'half-close' }], reply: [finish] },
    lines: [
      [opened, ['write ask']],
      [flushed(3), ['shutdown']],
      [received('reply'), []],
      [ended, ['close']],
    ],
    state: 'closed',
  },
  {
    name: 'a failed socket is closed at once',
    script: {},
    lines: [
      [opened, []],
      [{ type: 'failed', code: 'ECONNRESET' }, ['close']],
    ],
    state: 'closed',
  },
  {
    name: 'abort resets, whatever is unsent',
    script: { open: [send('lost'), { type: 'abort' }] },
    lines: [[opened, ['reset']]],
    state: 'closed',
  },
  {
    name: 'a stopping daemon tells the service',
    script: { stop: [send('421'), finish] },
    lines: [
      [opened, []],
      [{ type: 'stopping' }, ['write 421']],
      [flushed(3), ['shutdown']],
    ],
    state: 'lingering',
  },
];

for (const { name, script, rules, lines, state } of dialogues) {
  test(name, () => {
    const machine = new ConnectionMachine(new Scripted(script), { ...usualRules, ...rules });
    for (const [index, [event, expected]] of lines.entries()) {
      const commands = machine.receive(event).map(words);
      assert.deepEqual(
        commands.filter((command) => command !== undefined),
        expected,
        `line ${index + 1}: ${event.type}`,
      );
    }
    assert.equal(machine.state, state);
  });
}
