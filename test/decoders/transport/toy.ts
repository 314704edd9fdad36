import { tcpPorts } from '../../../decoders/dispatch/tables.ts';
import { protocol } from '../../../decoders/model/define-protocol.ts';
import { Dissection } from '../../../decoders/model/dissection.ts';
import { allFields, fields, octets, text, uint16 } from '../../../decoders/model/field.ts';
import { fullMask } from '../../../decoders/model/mask.ts';
import type { Preferences } from '../../../decoders/model/preferences.ts';
import { Registry } from '../../../decoders/model/registry.ts';
import { Session } from '../../../decoders/model/session.ts';
import { NEED_MORE, NOT_MINE, type StreamContext, UNTIL_CLOSE } from '../../../decoders/model/stream.ts';
import { protocols } from '../../../decoders/protocols.ts';
import { summary } from '../../../decoders/tree/summary.ts';
import { exportText } from '../../../decoders/tree/value-text.ts';
import { ascii, join, u8, u16, u32 } from '../../builders/packet.ts';
import { type FixtureFrame, record } from '../listing.ts';

/** Calls of the splitter, for tests that count them. */
export const measured: Pick<StreamContext, 'conversation' | 'direction' | 'frame' | 'progress' | 'before'>[] = [];

const f = fields('toy', {
  length: uint16('length', 'Length'),
  text: text('text', 'Text'),
  continuation: octets('continuation', 'Continuation'),
});

const LETTER_M = 0x4d;
const LETTER_L = 0x4c;
const LETTER_E = 0x45;

/**
 * A protocol for tests on port 7777: messages `M`, length of the text (2 bytes), text; `L`, length (4 bytes), text; `E`,
 * text until the connection ends.
 */
const toy = protocol({
  name: 'toy',
  title: 'Toy Protocol',
  short: 'TOY',
  osi: 7,
  rule: 'carries texts for tests',
  unit: 'message',
  fields: f,
  claims: [[tcpPorts, 7777]],
  decode(c) {
    if (c.remaining === 0) return;
    const kind = c.peek8(c.pos);
    if (kind !== LETTER_M && kind !== LETTER_L && kind !== LETTER_E) {
      c.take(f.continuation, c.available);
      return;
    }
    c.skip(1);
    if (kind === LETTER_M) c.take(f.text, c.u16(f.length));
    else if (kind === LETTER_L) {
      c.skip(4);
      c.take(f.text, c.remaining);
    } else c.take(f.text, c.remaining);
  },
  info: (v) => `text ${v.text(f.text)}`,
  infoFields: [f.text],
  stream: {
    measure(bytes, start, end, context) {
      const { conversation, direction, frame, progress, before } = context;
      measured.push({ conversation, direction, frame, progress, before });
      context.progress = end - start;
      if (bytes[start] === LETTER_E) return UNTIL_CLOSE;
      if (bytes[start] === LETTER_M)
        return end - start < 3 ? NEED_MORE : 3 + (bytes[start + 1] << 8) + bytes[start + 2];
      if (bytes[start] !== LETTER_L) return NOT_MINE;
      if (end - start < 5) return NEED_MORE;
      return 5 + new DataView(bytes.buffer, bytes.byteOffset + start + 1).getUint32(0);
    },
    recognises: (bytes, start, end) => end - start >= 3 && bytes[start] === LETTER_M && bytes[start + 1] === 0,
    continuation: true,
  },
});

export const toyRegistry = new Registry([...protocols, toy]);

/** `M`, length, text. */
export const message = (content: string): Uint8Array => join(ascii('M'), u16(content.length), ascii(content));
/** `L`, length, text; the length may be any. */
export const long = (length: number, content: Uint8Array): Uint8Array => join(ascii('L'), u32(length), content);
export const toTheEnd = (content: string): Uint8Array => join(u8(LETTER_E), ascii(content));

/** What a frame shows above its TCP header, one word for each thing: `toy(hello)`, `part>5`, `again`, `data(2)`, `3 segments`. */
export function shown(d: Dissection): string {
  const { tape } = d.cursor;
  const out: string[] = [];
  let reassembledIn = 0;
  for (let i = 0; i < tape.count; i++) {
    const field = allFields()[tape.field[i]];
    const value = () => exportText(d, i, field);
    if (field.name === 'toy.text') out.push(`toy(${value()})`);
    else if (field.name === 'toy.continuation') out.push('continued');
    else if (field.name === 'data.data') out.push(`data(${tape.length[i]})`);
    else if (field.name === 'tcp.reassembled_in') reassembledIn = tape.value[i];
    else if (field.name === 'tcp.segment.count') out.push(`${value()} segments`);
    else if (field.name === '_ws.unreassembled') out.push('unfinished');
    else if (field.name === '_ws.short') out.push('cut');
    else if (field.name === '_ws.expert.message' && value().includes('message')) out.push('limit');
    else if (field.name === 'tcp.segment_data') {
      if (tape.label[i]?.startsWith('Retransmitted')) out.push('again');
      else out.push(reassembledIn ? `part>${reassembledIn}` : 'part');
      reassembledIn = 0;
    }
  }
  return out.join(' ');
}

export interface Shown {
  /** Of each frame: what is shown while learning, and what by any later pass. */
  readonly learning: string[];
  readonly later: string[];
  readonly info: string[];
  readonly dissection: Dissection;
}

/** Learns the frames and decodes them again, last frame first. */
export function show(frames: readonly FixtureFrame[], preferences: Partial<Preferences> = {}): Shown {
  measured.length = 0;
  const session = new Session(preferences);
  session.firstSeconds = 1_700_000_000;
  session.frames = { frameBytes: (number) => frames[number - 1]?.bytes };
  const d = new Dissection(toyRegistry, session);
  const learning: string[] = [];
  const later: string[] = [];
  const info: string[] = [];
  d.learning = true;
  frames.forEach((frame, i) => {
    d.decode(record(frame, i), frame.bytes, 0, fullMask());
    learning.push(shown(d));
  });
  d.learning = false;
  for (let i = frames.length - 1; i >= 0; i--) {
    d.decode(record(frames[i], i), frames[i].bytes, 0, fullMask());
    later[i] = shown(d);
    const s = summary(d);
    info[i] = `${s.protocol} ${s.info}`;
  }
  return { learning, later, info, dissection: d };
}
