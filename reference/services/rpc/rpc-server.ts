import type { ServiceCommand, ServiceEvent, ServiceMachine } from '../../machine/service.ts';
import { finish, note } from '../../machine/service.ts';
import { answerCall } from './message.ts';
import { markRecord, RecordReader } from './record-marking.ts';

/** ONC RPC over one TCP connection: a reply for each call, in order. */
export class RpcServer implements ServiceMachine {
  readonly #records = new RecordReader();

  receive(event: ServiceEvent): ServiceCommand[] {
    if (event.type === 'bytes') return this.#calls(event.bytes);
    return event.type === 'end' || event.type === 'idle' || event.type === 'stop' ? [finish] : [];
  }

  #calls(bytes: Buffer): ServiceCommand[] {
    const commands: ServiceCommand[] = [];
    this.#records.append(bytes);
    for (;;) {
      const record = this.#records.next();
      if (record === undefined) return commands;
      const answer = record === 'too-long' ? undefined : answerCall(record);
      if (answer === undefined) return [...commands, note('not an RPC call'), finish];
      commands.push({ type: 'send', bytes: markRecord(answer.reply) }, note(answer.text));
    }
  }
}
