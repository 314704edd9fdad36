import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, isAbsolute, join, relative } from 'node:path';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { contentSecurityPolicy, noncePlaceholder, pageHeaders } from '../../contract/page-policy.ts';
import type { Port } from '../../contract/port.ts';
import { wsPort } from './ws-port.ts';

export interface BrowserHostOptions {
  /** Folder of the built page. */
  readonly page: string;
  /** Address to listen on: 127.0.0.1 unless told otherwise. */
  readonly address: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Gets each window's connection. */
  readonly connected: (port: Port) => void;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.json': 'application/json',
};

const MAX_MESSAGE = 64 * 1024 * 1024;

/**
 * Serves the page and the window's connection over HTTP and WebSocket. Who may connect is decided three times: the Host
 * header must name this server (against DNS rebinding), the Origin must be this page, and the address that is printed
 * carries a token that works once and is exchanged for a cookie only this server's pages can send.
 */
export class BrowserHost {
  /** Address to open, with the one-time token. */
  readonly url: string;
  private readonly server: Server;
  private readonly sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE });
  private readonly options: BrowserHostOptions;
  private readonly session = randomBytes(32).toString('base64url');
  private token: string | undefined = randomBytes(32).toString('base64url');
  private readonly hosts: ReadonlySet<string>;
  /** Cookies do not know ports: the name carries it, so that two servers on one machine keep apart. */
  private readonly cookie: string;

  private constructor(options: BrowserHostOptions, server: Server) {
    this.options = options;
    this.server = server;
    const { port } = server.address() as AddressInfo;
    this.cookie = `osiscope-${port}`;
    const names = [options.address.includes(':') ? `[${options.address}]` : options.address, 'localhost', '127.0.0.1'];
    this.hosts = new Set(names.map((name) => `${name}:${port}`));
    this.url = `http://${names[0]}:${port}/?token=${this.token}`;
    server.on('request', (request, response) => void this.answer(request, response));
    server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
  }

  /** Listens; rejects with the system's error when the address cannot be had. */
  static async start(options: BrowserHostOptions): Promise<BrowserHost> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port, options.address, resolve);
    });
    return new BrowserHost(options, server);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets.clients) socket.terminate();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.hosts.has(request.headers.host ?? '')) return refuse(response, 421, 'This server has another name.');
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'Only GET is answered.');
    const url = new URL(request.url ?? '/', 'http://host');
    const given = url.searchParams.get('token');
    if (given !== null && this.redeem(given)) {
      response.writeHead(303, {
        Location: '/',
        'Set-Cookie': `${this.cookie}=${this.session}; HttpOnly; SameSite=Strict; Path=/`,
        ...pageHeaders,
      });
      response.end();
      return;
    }
    if (!this.admitted(request)) {
      return refuse(response, 403, 'Open the address that Osiscope printed when it started; it works once.');
    }
    await this.file(url.pathname, response);
  }

  private async file(pathname: string, response: ServerResponse): Promise<void> {
    const path = pathWithin(this.options.page, pathname);
    const info = path === undefined ? null : await stat(path).catch(() => null);
    if (path === undefined || !info?.isFile()) return refuse(response, 404, 'There is no such page.');
    const headers: Record<string, string> = {
      ...pageHeaders,
      'Content-Type': types[extname(path)] ?? 'application/octet-stream',
      'Cache-Control': 'no-store',
    };
    if (extname(path) !== '.html') {
      response.writeHead(200, headers);
      createReadStream(path).pipe(response);
      return;
    }
    const nonce = randomBytes(16).toString('base64');
    const chunks: Buffer[] = [];
    for await (const chunk of createReadStream(path)) chunks.push(chunk as Buffer);
    response.writeHead(200, { ...headers, 'Content-Security-Policy': contentSecurityPolicy(nonce) });
    response.end(Buffer.concat(chunks).toString('utf8').replaceAll(noncePlaceholder, nonce));
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { host, origin } = request.headers;
    const allowed = host !== undefined && this.hosts.has(host) && origin === `http://${host}` && this.admitted(request);
    if (!allowed || request.url !== '/port') {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    this.sockets.handleUpgrade(request, socket, head, (ws) => this.options.connected(wsPort(ws)));
  }

  /** Takes the token if it is the one given out; it works once. */
  private redeem(given: string): boolean {
    if (this.token === undefined || !equal(given, this.token)) return false;
    this.token = undefined;
    return true;
  }

  private admitted(request: IncomingMessage): boolean {
    for (const part of (request.headers.cookie ?? '').split(';')) {
      const [name, value] = part.trim().split('=', 2);
      if (name === this.cookie && value !== undefined && equal(value, this.session)) return true;
    }
    return false;
  }
}

function equal(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The file below `folder` that a path of an address stands for. */
function pathWithin(folder: string, pathname: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  if (path.includes('\0')) return undefined;
  const file = join(folder, path === '/' ? 'index.html' : path);
  const inside = relative(folder, file);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? undefined : file;
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...pageHeaders });
  response.end(`${text}\n`);
}
