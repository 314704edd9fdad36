import { ascii, join } from './packet.ts';

export type Headers = readonly string[];

/** Bytes as they stand: every character is one byte. */
export function latin(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

/** A message: first line, header lines, and a body that the headers tell of themselves. */
export function message(first: string, headers: Headers = [], body: string | Uint8Array = ''): Uint8Array {
  const lines = [first, ...headers, '', ''].join('\r\n');
  return join(ascii(lines), typeof body === 'string' ? ascii(body) : body);
}

/** A message whose Content-Length is that of its body. */
export function sized(first: string, headers: Headers, body: string | Uint8Array): Uint8Array {
  const content = typeof body === 'string' ? ascii(body) : body;
  return message(first, [...headers, `Content-Length: ${content.length}`], content);
}

/** `200 OK` with a body of a media type. */
export function ok(type: string, body: string | Uint8Array, ...headers: string[]): Uint8Array {
  return sized('HTTP/1.1 200 OK', [`Content-Type: ${type}`, ...headers], body);
}

/** A body in chunks; the last one is added. */
export function chunked(parts: readonly (string | Uint8Array)[], trailer: Headers = []): Uint8Array {
  const chunks = parts.map((part) => {
    const data = typeof part === 'string' ? ascii(part) : part;
    return join(ascii(`${data.length.toString(16)}\r\n`), data, ascii('\r\n'));
  });
  return join(...chunks, ascii(['0', ...trailer, '', ''].join('\r\n')));
}
