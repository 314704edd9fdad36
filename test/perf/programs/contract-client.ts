import { Service } from '../../../capture/service/service.ts';
import { type Client, connect } from '../../../contract/connect.ts';
import { type Osiscope, osiscope } from '../../../contract/osiscope.ts';
import { memoryPorts } from '../../../contract/ports/memory.ts';

/** A service and a client of it that speaks the contract as the window does. */
export async function contractClient(): Promise<{ client: Client<Osiscope>; service: Service }> {
  const service = new Service();
  const [ours, theirs] = memoryPorts();
  service.connect(theirs);
  return { service, client: await connect(osiscope, ours, { client: 'bench' }) };
}

/** What the window asks for to fill its packet list. */
export const columns = ['number', 'time', 'source', 'destination', 'layers', 'protocol', 'length', 'info'] as const;
