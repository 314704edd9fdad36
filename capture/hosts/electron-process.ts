// The capture process of the desktop application: Electron's main process starts it and hands it ports.
import { type MessagePortLike, messagePort } from '../../contract/ports/message-port.ts';
import { Service } from '../service/service.ts';

/** Electron's `process.parentPort` in a utility process: `connect` comes with a port, `stop` ends the process. */
interface ParentPort {
  on(type: 'message', listener: (event: { data: unknown; ports: readonly MessagePortLike[] }) => void): void;
}

const { parentPort } = process as { parentPort?: ParentPort };
if (parentPort === undefined) throw new Error('This program is started by the desktop application.');

const service = new Service();
let stopping = false;

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  try {
    await service.close();
    process.exit(0);
  } catch (error) {
    process.stderr.write(`osiscope: ending captures: ${(error as Error).message}\n`);
    process.exit(1);
  }
}

parentPort.on('message', ({ data, ports }) => {
  const [port] = ports;
  if (data === 'connect' && port !== undefined) service.connect(messagePort(port));
  else if (data === 'stop') void stop();
});
