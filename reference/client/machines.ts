import { hostname } from 'node:os';
import type { ServiceMachine } from '../machine/service.ts';
import type { ServiceName } from '../services/catalogue.ts';
import { EchoClient } from '../services/echo/echo-client.ts';
import { FaultClient } from '../services/fault/fault-client.ts';
import { HttpClient } from '../services/http/http-client.ts';
import { InteractiveClient } from '../services/interactive-client.ts';
import { Pop3Client } from '../services/pop3/pop3-client.ts';
import type { RpcCall } from '../services/rpc/rpc-client.ts';
import { RpcClient } from '../services/rpc/rpc-client.ts';
import { SmtpClient } from '../services/smtp/smtp-client.ts';
import type { ClientOptions } from './steps/target.ts';

/** The message that echo and syslog send. */
export function messageOf(options: ClientOptions): Buffer {
  return options.size > 0 ? Buffer.alloc(options.size, 'osiscope ') : Buffer.from(options.message);
}

export function rpcCallOf(options: ClientOptions): RpcCall {
  return { procedure: options.procedure, numbers: options.numbers, text: options.message };
}

/** The client's side of a service, for one connection. Undefined: the service has no connections. */
export function makeMachine(
  name: ServiceName,
  host: string,
  port: number,
  options: ClientOptions,
): ServiceMachine | undefined {
  const ending = options.reset ? 'reset' : 'close';
  const { times, think: thinkMs } = options;
  const halfClose = options['half-close'];
  if (options.interactive) return new InteractiveClient(name !== 'echo', ending);
  switch (name) {
    case 'echo':
      return new EchoClient({ message: messageOf(options), times, thinkMs, halfClose, ending });
    case 'http':
    case 'https': {
      const { method, path } = options;
      const body = options.body === '' ? undefined : Buffer.from(options.body);
      const authority = `${host.includes(':') ? `[${host}]` : host}:${port}`;
      return new HttpClient({ host: authority, method, path, body, times, thinkMs, halfClose, ending });
    }
    case 'smtp':
    case 'smtps': {
      const { from, to, subject, message } = options;
      const date = new Date();
      return new SmtpClient({ clientName: hostname(), from, to, subject, body: message, date, times, thinkMs, ending });
    }
    case 'pop3':
    case 'pop3s':
      return new Pop3Client({
        user: options.user,
        password: options.password,
        remove: options.delete,
        thinkMs,
        ending,
      });
    case 'rpc': {
      const firstXid = (Date.now() & 0x7fff_ffff) >>> 0;
      return new RpcClient({ call: rpcCallOf(options), firstXid, times, thinkMs, halfClose, ending });
    }
    case 'fault':
      return new FaultClient(options.message);
    default:
      return undefined;
  }
}
