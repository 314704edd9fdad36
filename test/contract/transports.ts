import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { WebSocketServer } from 'ws';
import { stdioPort } from '../../capture/hosts/stdio-port.ts';
import { wsPort } from '../../capture/hosts/ws-port.ts';
import type { Port } from '../../contract/port.ts';
import { memoryPorts } from '../../contract/ports/memory.ts';
import { messagePort } from '../../contract/ports/message-port.ts';
import { webSocketPort } from '../../contract/ports/web-socket.ts';
import { serveSample } from './sample-server.ts';

/** A running sample server reached over one kind of transport. */
export interface Running {
  /** A new client's end. */
  port(): Promise<Port>;
  /** Resolves when one more `sample.hang` was aborted on the serving side. */
  aborted(): Promise<unknown>;
  stop(): Promise<void>;
}

export interface Transport {
  readonly name: string;
  start(): Promise<Running>;
}

class Server {
  readonly #events = new EventEmitter();
  readonly onAborted = (): void => {
    this.#events.emit('aborted');
  };

  aborted(): Promise<unknown> {
    return once(this.#events, 'aborted');
  }
}

const memory: Transport = {
  name: 'memory',
  async start() {
    const server = new Server();
    return {
      async port() {
        const [serverEnd, clientEnd] = memoryPorts();
        serveSample(serverEnd, server.onAborted);
        return clientEnd;
      },
      aborted: () => server.aborted(),
      async stop() {},
    };
  },
};

const messageChannel: Transport = {
  name: 'MessagePort',
  async start() {
    const server = new Server();
    return {
      async port() {
        const { port1, port2 } = new MessageChannel();
        serveSample(messagePort(port1), server.onAborted);
        return messagePort(port2);
      },
      aborted: () => server.aborted(),
      async stop() {},
    };
  },
};

const webSocket: Transport = {
  name: 'WebSocket',
  async start() {
    const server = new Server();
    const listener = new WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload: 100_000_000 });
    listener.on('connection', (socket) => serveSample(wsPort(socket), server.onAborted));
    await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;
    return {
      port: async () => webSocketPort(new WebSocket(`ws://127.0.0.1:${port}`)),
      aborted: () => server.aborted(),
      async stop() {
        for (const socket of listener.clients) socket.terminate();
        await new Promise((resolve) => listener.close(resolve));
      },
    };
  },
};

const childProcess: Transport = {
  name: 'stdio',
  async start() {
    const server = new Server();
    const exits: Promise<unknown>[] = [];
    return {
      async port() {
        const child = spawn(process.execPath, [fileURLToPath(new URL('stdio-server.ts', import.meta.url))]);
        exits.push(once(child, 'exit'));
        child.stderr.on('data', (text) => String(text).includes('aborted') && server.onAborted());
        return stdioPort(child.stdout, child.stdin);
      },
      aborted: () => server.aborted(),
      async stop() {
        await Promise.all(exits);
      },
    };
  },
};

export const transports: readonly Transport[] = [memory, messageChannel, webSocket, childProcess];
