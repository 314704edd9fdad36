import type { ServiceContext, ServiceMachine } from '../machine/service.ts';
import { EchoServer } from './echo/echo-server.ts';
import { FaultServer } from './fault/fault-server.ts';
import { HttpServer } from './http/http-server.ts';
import { Pop3Server } from './pop3/pop3-server.ts';
import { RpcServer } from './rpc/rpc-server.ts';
import { SmtpServer } from './smtp/smtp-server.ts';

interface ServiceEntry {
  port: number;
  tls: boolean;
  /** Serves datagrams at the same port too, or only. */
  datagrams: 'no' | 'too' | 'only';
  /** Only with --lab. */
  lab: boolean;
  about: string;
  /** The machine of one connection; undefined for a service of datagrams only. */
  make?: (context: ServiceContext) => ServiceMachine;
}

/** All services by name. The ports need no privileges: the well-known port plus some thousands. */
export const catalogue = {
  echo: {
    port: 7007,
    tls: false,
    datagrams: 'too',
    lab: false,
    about: 'sends back what arrives (RFC 862)',
    make: () => new EchoServer(),
  },
  http: {
    port: 8080,
    tls: false,
    datagrams: 'no',
    lab: false,
    about: 'HTTP/1.1 with a small site (RFC 9112)',
    make: (context) => new HttpServer(context),
  },
  smtp: {
    port: 2525,
    tls: false,
    datagrams: 'no',
    lab: false,
    about: 'takes mail into mailboxes (RFC 5321)',
    make: (context) => new SmtpServer(context),
  },
  pop3: {
    port: 2110,
    tls: false,
    datagrams: 'no',
    lab: false,
    about: 'hands out that mail (RFC 1939)',
    make: (context) => new Pop3Server(context),
  },
  rpc: {
    port: 2111,
    tls: false,
    datagrams: 'too',
    lab: false,
    about: 'ONC RPC program with XDR arguments (RFC 5531, RFC 4506)',
    make: () => new RpcServer(),
  },
  https: {
    port: 8443,
    tls: true,
    datagrams: 'no',
    lab: false,
    about: 'http under TLS',
    make: (context) => new HttpServer(context),
  },
  smtps: {
    port: 2465,
    tls: true,
    datagrams: 'no',
    lab: false,
    about: 'smtp under TLS',
    make: (context) => new SmtpServer(context),
  },
  pop3s: {
    port: 2995,
    tls: true,
    datagrams: 'no',
    lab: false,
    about: 'pop3 under TLS',
    make: (context) => new Pop3Server(context),
  },
  syslog: {
    port: 5514,
    tls: false,
    datagrams: 'only',
    lab: false,
    about: 'collects syslog messages (RFC 5424, RFC 5426)',
  },
  dns: {
    port: 8053,
    tls: false,
    datagrams: 'only',
    lab: false,
    about: 'tells the address of daemon.osiscope.test and www.osiscope.test (RFC 1035)',
  },
  fault: {
    port: 6666,
    tls: false,
    datagrams: 'no',
    lab: true,
    about: 'crashes, hangs and leaks on demand',
    make: () => new FaultServer(),
  },
} as const satisfies Record<string, ServiceEntry>;

export type ServiceName = keyof typeof catalogue;

export const serviceNames = Object.keys(catalogue) as ServiceName[];

export function serviceEntry(name: ServiceName): ServiceEntry {
  return catalogue[name];
}

export function isServiceName(name: string): name is ServiceName {
  return Object.hasOwn(catalogue, name);
}
