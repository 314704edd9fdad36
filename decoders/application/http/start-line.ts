import type { Cursor } from '../../model/cursor.ts';
import { CHAT } from '../../model/expert.ts';
import { valueName } from '../../model/field.ts';
import { plainText } from '../../tree/bytes-text.ts';
import { f } from './http-fields.ts';
import { type MessageHead, nextToken, RESPONSE, tokenEnd, uriPosition } from './message-head.ts';
import { statusNames } from './status-names.ts';

const QUESTION_MARK = 0x3f;
const AMPERSAND = 0x26;

/** Notes the request line or status line, the parts of it below. */
export function noteStartLine(c: Cursor, head: MessageHead): void {
  const { start, firstEnd, headers } = head;
  c.at(f.line, start, headers - start, 0);
  c.nest();
  c.at(f.firstLine, start, firstEnd - start, 0);
  c.expert(CHAT, 'Sequence', c.noting ? plainText(c.bytes, start, headers) : '', f.chat);
  if (c.noting) {
    if (head.kind === RESPONSE) statusLine(c, head, start, firstEnd);
    else requestLine(c, start, firstEnd);
  }
  c.unnest();
}

function requestLine(c: Cursor, start: number, end: number): void {
  const { bytes } = c;
  const methodEnd = tokenEnd(bytes, start, end);
  c.at(f.method, start, methodEnd - start, 0);
  const uri = uriPosition(bytes, methodEnd, end);
  const uriEnd = tokenEnd(bytes, uri, end);
  c.at(f.uri, uri, uriEnd - uri, 0);
  c.nest();
  uriParts(c, uri, uriEnd);
  c.unnest();
  const version = nextToken(bytes, uriEnd, end);
  c.at(f.requestVersion, version, end - version, 0);
}

/** Path and query of a target that has a query. */
function uriParts(c: Cursor, start: number, end: number): void {
  const mark = c.bytes.indexOf(QUESTION_MARK, start);
  if (mark < 0 || mark + 1 >= end) return;
  c.at(f.path, start, mark - start, 0);
  c.at(f.query, mark + 1, end - mark - 1, 0);
  c.nest();
  for (let at = mark + 1; at < end; ) {
    let next = at;
    while (next < end && c.bytes[next] !== AMPERSAND) next++;
    c.at(f.parameter, at, next - at, 0);
    at = next + 1;
  }
  c.unnest();
}

function statusLine(c: Cursor, head: MessageHead, start: number, end: number): void {
  const { bytes } = c;
  const versionEnd = tokenEnd(bytes, start, end);
  c.at(f.responseVersion, start, versionEnd - start, 0);
  const code = nextToken(bytes, versionEnd, end);
  const codeEnd = tokenEnd(bytes, code, end);
  if (codeEnd - code < 3) return;
  c.at(f.status, code, 3, head.status);
  c.derived(f.statusTitle, code, 3, 0, valueName(statusNames, head.status) ?? `Unknown (${head.status})`);
  const phrase = nextToken(bytes, codeEnd, end);
  if (phrase < end) c.at(f.phrase, phrase, end - phrase, 0);
}
