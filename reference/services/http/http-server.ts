import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Answer, ServiceCommand, ServiceContext, ServiceEvent, ServiceMachine } from '../../machine/service.ts';
import { finish, note, send } from '../../machine/service.ts';
import type { Field, MessageHead } from './message-reader.ts';
import { bodyFraming, fieldValue, MessageReader } from './message-reader.ts';
import type { Page } from './site.ts';
import { pages, textPage } from './site.ts';

const reasons: Record<number, string> = {
  200: 'OK',
  302: 'Found',
  304: 'Not Modified',
  400: 'Bad Request',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  413: 'Content Too Large',
  414: 'URI Too Long',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  505: 'HTTP Version Not Supported',
};

const largestBody = 1_048_576;
const mostRequests = 1_000;
const pieceSize = 65_536;
const largestDownload = 4_294_967_296;

/** What is being sent piece by piece. */
type Stream = { kind: 'large'; left: number } | { kind: 'chunks'; left: number; sent: number; delay: number };

/** HTTP/1.1 server (RFC 9112) for one connection: keep-alive, pipelining, chunked bodies, a small site. */
export class HttpServer implements ServiceMachine {
  readonly #context: ServiceContext;
  readonly #reader = new MessageReader();
  #head: MessageHead | undefined;
  #body: Buffer[] = [];
  #bodySize = 0;
  /** A response is being made; requests that arrive meanwhile wait. */
  #busy = false;
  #delayed: Page | undefined;
  #stream: Stream | undefined;
  #lastOne = false;
  #peerEnded = false;
  #requests = 0;
  #commands: ServiceCommand[] = [];

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  receive(event: ServiceEvent): ServiceCommand[] {
    this.#commands = [];
    switch (event.type) {
      case 'bytes':
        this.#reader.append(event.bytes);
        break;
      case 'answer':
        this.#answered(event.answer);
        break;
      case 'timer':
        if (this.#stream?.kind === 'chunks') this.#sendChunk(this.#stream);
        else if (this.#delayed !== undefined) this.#respondPage(200, this.#delayed);
        break;
      case 'writable':
        if (this.#stream?.kind === 'large') this.#sendPiece(this.#stream);
        break;
      case 'idle':
        if (this.#reader.inside) this.#refuse(408, 'the request did not come in time');
        else this.#commands.push(finish);
        break;
      case 'stop':
        this.#lastOne = true;
        if (!this.#busy && !this.#reader.inside) this.#commands.push(finish);
        break;
      case 'end':
        this.#peerEnded = true;
        break;
    }
    this.#advance();
    if (this.#peerEnded && !this.#busy) this.#commands.push(finish);
    return this.#commands;
  }

  #advance() {
    while (!this.#busy) {
      const part = this.#reader.next();
      if (part === undefined) return;
      if (part.type === 'head') this.#begin(part.head);
      else if (part.type === 'body') {
        this.#bodySize += part.bytes.length;
        if (this.#bodySize > largestBody) this.#refuse(413, `a body may have ${largestBody} bytes`);
        else this.#body.push(part.bytes);
      } else if (part.type === 'over') this.#respond();
      else this.#refuse(part.status, part.reason);
    }
  }

  #begin(head: MessageHead) {
    this.#head = head;
    this.#body = [];
    this.#bodySize = 0;
    const [, , version] = head.start;
    if (version !== 'HTTP/1.1' && version !== 'HTTP/1.0')
      return this.#refuse(/^HTTP\/\d/.test(version) ? 505 : 400, 'the request is not HTTP/1.1 or HTTP/1.0');
    if (version === 'HTTP/1.1' && fieldValue(head.fields, 'host') === undefined)
      return this.#refuse(400, 'the Host field is missing');
    const framing = bodyFraming(head.fields);
    if ('bad' in framing) return this.#refuse(framing.bad, framing.reason);
    if (framing.by === 'length' && framing.length > largestBody)
      return this.#refuse(413, `a body may have ${largestBody} bytes`);
    const options = (fieldValue(head.fields, 'connection') ?? '').toLowerCase().split(/\s*,\s*/);
    if (options.includes('close') || (version === 'HTTP/1.0' && !options.includes('keep-alive'))) this.#lastOne = true;
    if (++this.#requests >= mostRequests) this.#lastOne = true;
    if ((fieldValue(head.fields, 'expect') ?? '').toLowerCase() === '100-continue')
      this.#commands.push(send('HTTP/1.1 100 Continue\r\n\r\n'));
    this.#reader.frame(framing);
  }

  #respond() {
    const [method, target] = (this.#head as MessageHead).start;
    let url: URL;
    try {
      url = new URL(target, 'http://localhost');
    } catch {
      return this.#refuse(400, 'the request target is not a path');
    }
    const number = (name: string, usual: number, most: number): number => {
      const value = Number(url.searchParams.get(name) ?? usual);
      return Number.isInteger(value) && value >= 0 ? Math.min(value, most) : usual;
    };
    if (url.pathname === '/echo' && (method === 'POST' || method === 'PUT')) {
      const type = fieldValue((this.#head as MessageHead).fields, 'content-type') ?? 'application/octet-stream';
      return this.#respondPage(200, { type, body: Buffer.concat(this.#body) });
    }
    if (method !== 'GET' && method !== 'HEAD')
      return this.#respondPage(405, textPage(`${method} is not possible here.\n`), [['Allow', 'GET, HEAD']]);
    const page = pages.get(url.pathname);
    if (page !== undefined) return this.#respondPage(200, page);
    switch (url.pathname) {
      case '/hits':
        this.#busy = true;
        this.#commands.push({ type: 'ask', ask: { effect: 'hit', times: number('n', 1, 1_000_000) } });
        return;
      case '/status':
        this.#busy = true;
        this.#commands.push({ type: 'ask', ask: { effect: 'status' } });
        return;
      case '/headers': {
        const { start, fields } = this.#head as MessageHead;
        const lines = [start.join(' '), ...fields.map(([name, value]) => `${name}: ${value}`)];
        return this.#respondPage(200, textPage(`${lines.join('\n')}\n`));
      }
      case '/redirect':
        return this.#respondPage(302, textPage('See /\n'), [['Location', '/']]);
      case '/slow':
        this.#busy = true;
        this.#delayed = textPage('At last.\n');
        this.#commands.push({ type: 'timer', ms: number('ms', 1_000, 60_000) });
        return;
      case '/stream':
        return this.#startStream({
          kind: 'chunks',
          left: number('chunks', 5, 1_000),
          sent: 0,
          delay: number('delay', 100, 10_000),
        });
      case '/large':
        return this.#startStream({ kind: 'large', left: number('bytes', 1_000_000, largestDownload) });
    }
    this.#respondPage(404, textPage('There is no such page.\n'));
  }

  #answered(answer: Answer) {
    if (answer.effect === 'hit') {
      const { pid, tid, own, locked, unlocked } = answer;
      this.#respondPage(200, textPage(`pid ${pid}\ntid ${tid}\nown ${own}\nlocked ${locked}\nunlocked ${unlocked}\n`));
    } else if (answer.effect === 'status')
      this.#respondPage(200, { type: 'application/json', body: Buffer.from(answer.text) });
    else this.#respondPage(500, textPage('The daemon could not answer.\n'));
  }

  #respondPage(status: number, page: Page, extra: Field[] = []) {
    const fields: Field[] = [['Content-Type', page.type], ...extra];
    let body = page.body;
    const asked = this.#head?.fields ?? [];
    if (status === 200 && body.length > 256 && acceptsGzip(asked)) {
      body = gzipSync(body);
      fields.push(['Content-Encoding', 'gzip'], ['Vary', 'Accept-Encoding']);
    }
    if (status === 200) {
      const tag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
      fields.push(['ETag', tag]);
      if (fieldValue(asked, 'if-none-match') === tag) return this.#complete(304, fields, undefined);
    }
    this.#complete(status, fields, body);
  }

  /** Sends a whole response. `body` undefined: the status allows none. */
  #complete(status: number, fields: Field[], body: Buffer | undefined) {
    if (body !== undefined) fields.push(['Content-Length', String(body.length)]);
    this.#sendHead(status, fields);
    if (body !== undefined && this.#head?.start[0] !== 'HEAD') this.#commands.push({ type: 'send', bytes: body });
    this.#over();
  }

  #sendHead(status: number, fields: Field[]) {
    const all: Field[] = [['Date', this.#context.now().toUTCString()], ['Server', 'Osiscope'], ...fields];
    if (this.#lastOne) all.push(['Connection', 'close']);
    else if (this.#head?.start[2] === 'HTTP/1.0') all.push(['Connection', 'keep-alive']);
    const lines = all.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    this.#commands.push(send(`HTTP/1.1 ${status} ${reasons[status]}\r\n${lines}\r\n`));
    const request = this.#head === undefined ? 'no request' : this.#head.start.slice(0, 2).join(' ').slice(0, 200);
    this.#commands.push(note(`${request} -> ${status}`));
  }

  #over() {
    this.#busy = false;
    this.#delayed = undefined;
    this.#stream = undefined;
    this.#head = undefined;
    if (this.#lastOne) {
      this.#busy = true;
      this.#commands.push(finish);
    }
  }

  #refuse(status: number, reason: string) {
    this.#lastOne = true;
    this.#respondPage(status, textPage(`${reason}\n`));
  }

  #startStream(stream: Stream) {
    this.#busy = true;
    this.#stream = stream;
    const old = this.#head?.start[2] === 'HTTP/1.0';
    if (stream.kind === 'large') {
      this.#sendHead(200, [
        ['Content-Type', 'application/octet-stream'],
        ['Content-Length', String(stream.left)],
      ]);
    } else {
      if (old) this.#lastOne = true;
      this.#sendHead(200, [
        ['Content-Type', 'text/plain; charset=utf-8'],
        ...(old ? [] : ([['Transfer-Encoding', 'chunked']] as Field[])),
      ]);
    }
    if (this.#head?.start[0] === 'HEAD') return this.#over();
    if (stream.kind === 'large') this.#sendPiece(stream);
    else this.#sendChunk(stream);
  }

  #sendPiece(stream: Stream & { kind: 'large' }) {
    const size = Math.min(stream.left, pieceSize);
    this.#commands.push({ type: 'send', bytes: filler.subarray(0, size) });
    stream.left -= size;
    if (stream.left === 0) this.#over();
    else this.#commands.push({ type: 'want-writable' });
  }

  #sendChunk(stream: Stream & { kind: 'chunks' }) {
    const chunked = this.#head?.start[2] !== 'HTTP/1.0';
    if (stream.left === 0) {
      if (chunked) this.#commands.push(send('0\r\n\r\n'));
      return this.#over();
    }
    stream.left--;
    stream.sent++;
    const text = `chunk ${stream.sent}\n`;
    this.#commands.push(send(chunked ? `${text.length.toString(16)}\r\n${text}\r\n` : text));
    this.#commands.push({ type: 'timer', ms: stream.delay });
  }
}

function acceptsGzip(fields: Field[]): boolean {
  return /(^|[,\s])gzip(\s*;\s*q=(1|0\.[0-9]*[1-9]))?\s*(,|$)/i.test(fieldValue(fields, 'accept-encoding') ?? '');
}

const filler = Buffer.alloc(pieceSize, 'The quick brown fox jumps over the lazy dog. 0123456789\n');
