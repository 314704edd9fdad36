import { ByteQueue } from '../../machine/byte-queue.ts';
import type { ServiceCommand, ServiceEvent, ServiceMachine } from '../../machine/service.ts';
import { finish, note, send } from '../../machine/service.ts';

/** What can go wrong on demand, and what it shows. */
export const faults: ReadonlyMap<string, string> = new Map([
  ['throw', 'an error nobody catches: ends the thread, or the process if it has but one'],
  ['abort', 'abort(3): SIGABRT ends the process with all its threads'],
  ['segv', 'a segmentation violation: SIGSEGV ends the process with all its threads'],
  ['exit', 'exit(3) with status N: ends the thread, or the process if it has but one'],
  ['hang', 'computes for N milliseconds and serves nobody meanwhile'],
  ['leak', 'takes N megabytes of memory and keeps them'],
]);

/** One fault a line: a name and a number. For laboratories only. */
export class FaultServer implements ServiceMachine {
  readonly #bytes = new ByteQueue();
  #asking = false;

  receive(event: ServiceEvent): ServiceCommand[] {
    switch (event.type) {
      case 'open':
        return [send(`faults: ${[...faults.keys()].join(' ')} (name and number)\r\n`)];
      case 'bytes':
        this.#bytes.append(event.bytes);
        return this.#advance();
      case 'answer': {
        this.#asking = false;
        const text = event.answer.effect === 'done' ? event.answer.text : 'failed';
        return [send(`${text}\r\n`), ...this.#advance()];
      }
      case 'end':
      case 'idle':
      case 'stop':
        return [finish];
      default:
        return [];
    }
  }

  #advance(): ServiceCommand[] {
    const commands: ServiceCommand[] = [];
    while (!this.#asking) {
      const line = this.#bytes.takeLine(100);
      if (line === undefined) return commands;
      if (line === 'too-long') return [...commands, finish];
      const [fault, number = '0'] = line.trim().split(/\s+/);
      if (!faults.has(fault) || !/^\d{1,6}$/.test(number)) commands.push(send('no such fault\r\n'));
      else {
        this.#asking = true;
        const severity = 'warning';
        commands.push(note(`fault ${fault} ${number}`), {
          type: 'log',
          severity,
          text: `fault ${fault} ${number} asked for`,
        });
        commands.push({ type: 'ask', ask: { effect: 'fault', fault, argument: Number(number) } });
      }
    }
    return commands;
  }
}
