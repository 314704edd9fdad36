import type { TraceEndpoint, TraceStep } from '../../contract/trace-event.ts';
import type { TraceFacts, TraceWriter } from '../trace/trace-writer.ts';

interface ConnectionFacts {
  connection: string;
  service: string;
  local?: TraceEndpoint;
  remote?: TraceEndpoint;
}

/** Writes the trace events of one TCP connection in one process or thread. */
export class ConnectionTrace {
  readonly #writer: TraceWriter;
  readonly #facts: ConnectionFacts;
  #fd: number | undefined;

  constructor(writer: TraceWriter, facts: ConnectionFacts, fd: number | undefined) {
    this.#writer = writer;
    this.#facts = facts;
    this.#fd = fd;
  }

  get facts(): ConnectionFacts {
    return this.#facts;
  }

  set fd(fd: number | undefined) {
    this.#fd = fd;
  }

  now(): bigint {
    return this.#writer.clock.now();
  }

  write(step: TraceStep, more: TraceFacts = {}): void {
    if (!this.#writer.enabled) return;
    const facts: TraceFacts = { ...this.#facts, protocol: 'tcp', ...more };
    if (this.#fd !== undefined) facts.fd = this.#fd;
    this.#writer.write(step, facts);
  }
}
