import { tcpPorts } from '../../dispatch/tables.ts';
import { TokenTable } from '../../dispatch/token-table.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { fields, text } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import type { Protocol } from '../../model/protocol.ts';
import { commandStory } from '../lines/command-stories.ts';
import { lineEnd, skipSpaces, textEnd, withoutLineEnd, wordEnd } from '../lines/lines.ts';
import { PopDialogues } from './pop-dialogues.ts';
import { popStories } from './pop-story.ts';

const PORT = 110;
const PLUS = 0x2b;
const MINUS = 0x2d;

const startTls = new TokenTable(['STLS']);

const f = fields('pop', {
  response: text('response', 'Response', { verbatim: true }),
  indicator: text('response.indicator', 'Response indicator', { help: '+OK or -ERR.', rfc: 'RFC 1939 section 3' }),
  description: text('response.description', 'Response description'),
  responseData: text('response.data', 'Data', { verbatim: true, help: 'A further line of a response.' }),
  request: text('request', 'Request', { verbatim: true }),
  command: text('request.command', 'Request command', { rfc: 'RFC 1939 section 3' }),
  parameter: text('request.parameter', 'Request parameter'),
  requestData: text('request.data', 'Data', { verbatim: true }),
});

/** Fetches mail from a mailbox. The lines of a segment are one message, as in Wireshark. */
export const pop: Protocol<PopDialogues> = protocol<PopDialogues>({
  name: 'pop',
  title: 'Post Office Protocol',
  short: 'POP',
  osi: 7,
  rule: 'brings mail from a mailbox to its reader',
  unit: 'message',
  rfc: [1939, 2595],
  fields: f,
  claims: [[tcpPorts, PORT]],
  createState: () => new PopDialogues(),
  stream: {
    measure: (_bytes, start, end) => end - start,
    becomes: (conversation, state) => ((state as PopDialogues).secured(conversation) ? 'tls' : undefined),
  },
  decode(c) {
    if (c.frame.registers.targetPort === PORT) request(c);
    else response(c);
  },
  info,
  infoFields: [f.request, f.response, f.responseData],
  story: (v) => {
    if (v.has(f.command)) return commandStory(popStories, v.text(f.command), v.text(f.parameter));
    if (v.has(f.indicator)) return `Answers ${v.text(f.indicator) === '+OK' ? 'that it is done' : 'with an error'}.`;
    return 'Carries lines of mail.';
  },
});

function request(c: Cursor): void {
  const next = lineEnd(c.bytes, c.pos, c.end);
  if (learns(c)) {
    const asksForTls = startTls.find(c.bytes, c.pos, wordEnd(c.bytes, c.pos, textEnd(c.bytes, c.pos, next))) === 0;
    c.state(pop).learnCommand(c.frame.packet.conversation, asksForTls);
  }
  if (c.noting) {
    const end = textEnd(c.bytes, c.pos, next);
    c.at(f.request, c.pos, next - c.pos, 0);
    c.nest();
    words(c, end, f.command, f.parameter);
    c.unnest();
  }
  c.pos = next;
  moreLines(c, f.requestData);
}

function response(c: Cursor): void {
  const first = c.available > 0 ? c.peek8(c.pos) : 0;
  if (first === PLUS || first === MINUS) {
    if (learns(c)) c.state(pop).learnReply(c.frame.packet.conversation, first === PLUS);
    const next = lineEnd(c.bytes, c.pos, c.end);
    if (c.noting) {
      const end = textEnd(c.bytes, c.pos, next);
      c.at(f.response, c.pos, next - c.pos, 0);
      c.nest();
      words(c, end, f.indicator, f.description);
      c.unnest();
    }
    c.pos = next;
  }
  moreLines(c, f.responseData);
}

function learns({ frame }: Cursor): boolean {
  return frame.learning && !frame.quoted && frame.packet.conversation >= 0;
}

/** The line's first word, and what stands behind it. */
function words(c: Cursor, end: number, word: typeof f.command, others: typeof f.command): void {
  const stop = wordEnd(c.bytes, c.pos, end);
  if (stop > c.pos) c.at(word, c.pos, stop - c.pos, 0);
  const more = skipSpaces(c.bytes, stop, end);
  if (more < end) c.at(others, more, end - more, 0);
}

function moreLines(c: Cursor, field: typeof f.requestData): void {
  const start = c.pos;
  if (c.noting) {
    for (let at = start; at < c.end; ) {
      const next = lineEnd(c.bytes, at, c.end);
      if (c.at(field, at, next - at, 0) < 0) break;
      at = next;
    }
  }
  c.pos = start;
  c.skip(c.remaining);
}

function info(v: LayerView): string {
  if (v.has(f.request)) return `C: ${withoutLineEnd(v.text(f.request))}`;
  if (v.has(f.response)) return `S: ${withoutLineEnd(v.text(f.response))}`;
  const bytes = v.headerLength;
  return `S: DATA fragment, ${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
}
