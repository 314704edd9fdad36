import assert from 'node:assert/strict';
import type {
  Answer,
  ServiceCommand,
  ServiceContext,
  ServiceEvent,
  ServiceMachine,
} from '../../../reference/machine/service.ts';

export const context: ServiceContext = {
  now: () => new Date(Date.UTC(2026, 0, 2, 3, 4, 5)),
  hostName: 'here',
  mailSize: 2_000,
};

/** One line of a dialogue: what happens, and what the service does, in words. A string that happens is text received. */
export type Line = [happens: string | ServiceEvent | Answer, does: (string | RegExp)[]];

function eventOf(happens: Line[0]): ServiceEvent {
  if (typeof happens === 'string') return { type: 'bytes', bytes: Buffer.from(happens, 'latin1') };
  return 'effect' in happens ? { type: 'answer', answer: happens } : happens;
}

/** Commands in words: text that is sent stands for itself, joined; notes are left out. */
function words(commands: ServiceCommand[]): string[] {
  const said: string[] = [];
  let open = false;
  for (const command of commands) {
    if (command.type === 'note') continue;
    if (command.type === 'send') {
      const text = command.bytes.toString('latin1');
      if (open) said[said.length - 1] += text;
      else said.push(text);
      open = true;
      continue;
    }
    open = false;
    if (command.type === 'ask') said.push(`ask ${command.ask.effect}`);
    else if (command.type === 'timer') said.push(`timer ${command.ms}`);
    else if (command.type === 'print') said.push(`print ${command.bytes}`);
    else if (command.type === 'result') said.push(`${command.ok ? 'success' : 'failure'}: ${command.text}`);
    else said.push(command.type);
  }
  return said;
}

/** Plays a dialogue, with the text in one piece and again byte by byte. */
export function play(make: () => ServiceMachine, lines: Line[]): void {
  for (const bytewise of [false, true]) {
    const machine = make();
    for (const [index, [happens, does]] of lines.entries()) {
      const event = eventOf(happens);
      const pieces = event.type === 'bytes' && bytewise ? [...event.bytes].map((byte) => Buffer.from([byte])) : [];
      const commands = pieces.length === 0 ? machine.receive(event) : [];
      for (const bytes of pieces)
        if (!commands.some(({ type }) => type === 'finish'))
          commands.push(...machine.receive({ type: 'bytes', bytes }));
      const said = words(commands);
      const where = `line ${index + 1}${bytewise ? ', byte by byte' : ''}`;
      assert.equal(said.length, does.length, `${where}: ${JSON.stringify(said)}`);
      for (const [at, expected] of does.entries())
        if (typeof expected === 'string') assert.equal(said[at], expected, where);
        else assert.match(said[at], expected, where);
    }
  }
}
