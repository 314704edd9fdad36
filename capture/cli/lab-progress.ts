import { endText } from '../lab/checks.ts';
import type { LabEvent } from '../lab/lab-event.ts';
import type { Scenario } from '../lab/scenario.ts';

/** Tells on standard error how a run goes on: steps, processes, what they write. */
export class LabProgress {
  readonly #scenario: Scenario;
  readonly #names = new Map<number, string>();

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    this.#say(scenario.title);
  }

  tell(event: LabEvent): void {
    switch (event.type) {
      case 'capture':
        this.#say(`  capturing on ${event.interfaces.join(', ')}, ${event.filter || 'everything'} (${event.helper})`);
        return;
      case 'step-begun':
        this.#say(`  ${event.step + 1}/${this.#scenario.steps.length} ${event.title}`);
        return;
      case 'step-ended':
        if (event.problem !== null) this.#say(`      ended early: ${event.problem}`);
        return;
      case 'process-started': {
        const { name, pid, command } = event.process;
        this.#names.set(pid, name);
        this.#say(`      ${name} ${pid}: ${command.map(quoted).join(' ')}`);
        return;
      }
      case 'process-ended':
        this.#say(`      ${event.process.name} ${event.process.pid} ${endText(event.process.end)}`);
        return;
      case 'output':
        this.#say(`      ${this.#names.get(event.pid)}> ${event.text}`);
        return;
    }
  }

  #say(text: string): void {
    process.stderr.write(`${text.replace(/\p{Cc}/gu, '\ufffd')}\n`);
  }
}

function quoted(word: string): string {
  return /^[\w./:=,@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
