import type { ServiceCommand, ServiceEvent, ServiceMachine } from '../../machine/service.ts';
import { finish, note } from '../../machine/service.ts';

/** Echo (RFC 862): sends back what arrives, until the peer closes its side. */
export class EchoServer implements ServiceMachine {
  receive(event: ServiceEvent): ServiceCommand[] {
    switch (event.type) {
      case 'bytes':
        return [{ type: 'send', bytes: event.bytes }, note(`echo ${event.bytes.length} bytes`)];
      case 'end':
      case 'idle':
        return [finish];
      default:
        return [];
    }
  }
}
