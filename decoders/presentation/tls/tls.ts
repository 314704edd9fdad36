import { tcpPorts } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { valueName } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import type { Protocol } from '../../model/protocol.ts';
import { NEED_MORE, NOT_MINE } from '../../model/stream.ts';
import { clientHello, serverHello } from './hello.ts';
import { f } from './tls-fields.ts';
import { alertLevelNames, alertNames, contentTypeNames, handshakeTypeNames, versionColumns } from './tls-names.ts';
import { TlsState } from './tls-state.ts';

const CHANGE_CIPHER_SPEC = 20;
const ALERT = 21;
const HANDSHAKE = 22;
const HEADER = 5;
/** RFC 8446 section 5.2: 2^14 bytes and 256 for encryption; TLS 1.2 allowed 2,048. */
const LONGEST = 16_384 + 2048;
const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;

/** TLS by its records: what can be read without keys. One layer a record. */
export const tls: Protocol<TlsState> = protocol<TlsState>({
  name: 'tls',
  title: 'Transport Layer Security',
  short: 'TLS',
  osi: 6,
  rule: 'turns application data into a form that only the two ends can read',
  unit: 'record',
  rfc: [8446, 5246],
  fields: f,
  claims: [[tcpPorts, 443, 465, 563, 636, 853, 989, 990, 992, 993, 995, 2465, 2995, 5061, 8443]],
  createState: () => new TlsState(),
  gathers: true,
  stream: {
    measure(bytes, start, end) {
      if (end - start < HEADER) return isHeader(bytes, start, end) ? NEED_MORE : NOT_MINE;
      const length = (bytes[start + 3] << 8) | bytes[start + 4];
      return isHeader(bytes, start, end) && length <= LONGEST ? HEADER + length : NOT_MINE;
    },
    recognises: (bytes, start, end) =>
      end - start > HEADER &&
      bytes[start] === HANDSHAKE &&
      isHeader(bytes, start, end) &&
      bytes[start + 5] <= SERVER_HELLO,
  },
  decode(c) {
    const { packet, record } = c.frame;
    const place = c.frame.place(c.layer);
    const half = packet.conversation * 2 + packet.direction;
    const state = c.state(tls);
    const entry = c.open(f.record);
    const type = c.u8(f.contentType);
    c.u16(f.version);
    const outer = c.scope(c.u16(f.length));
    const hidden = packet.conversation >= 0 && state.encrypted(half, record.number, place);
    if (entry >= 0) c.label(entry, `Record Layer: ${recordText(type, hidden)}`);
    if (type === HANDSHAKE && !hidden) handshakes(c, state);
    else if (type === HANDSHAKE) c.close(c.open(f.encrypted));
    else if (type === ALERT && !hidden && c.remaining === 2) alert(c);
    else if (type === CHANGE_CIPHER_SPEC) {
      c.take(f.changeCipherSpec, c.remaining);
      if (c.frame.learning && packet.conversation >= 0 && !c.frame.quoted) {
        state.learnCipher(half, record.number, place);
      }
    }
    if (c.remaining > 0) c.take(f.data, c.remaining);
    c.leave(outer);
    c.close(entry);
  },
  column(v) {
    const { packet, record, session } = v.frame;
    const agreed = packet.conversation < 0 ? 0 : session.state(tls).versionAt(packet.conversation, record.number);
    return versionColumns[agreed || v.num(f.version)] ?? 'TLS';
  },
  info: (v) => `${v.frame.place(v.layer) > 0 ? ', ' : ''}${infoText(v)}`,
  infoFields: [f.contentType, f.version, f.handshakeType, f.alertLevel, f.alertDescription, f.encrypted],
  heading: (v) => `Transport Layer Security: ${infoText(v)}`,
  story(v) {
    const name = v.text(f.serverName);
    if (name !== '')
      return `Begins an encrypted connection to ${name}; that name can still be read by everybody on the way.`;
    const type = v.num(f.contentType);
    if (type === HANDSHAKE) return 'Agrees with the other end on version, cipher and keys.';
    if (type === CHANGE_CIPHER_SPEC) return 'Says that what follows in this direction is encrypted.';
    if (type === ALERT) return 'Tells the other end of an error, or that the connection is about to close.';
    return `Carries ${v.num(f.length)} bytes that only the two ends can read.`;
  },
});

function isHeader(bytes: Uint8Array, start: number, end: number): boolean {
  const type = bytes[start];
  if (type < CHANGE_CIPHER_SPEC || type > 24) return false;
  return (end - start < 2 || bytes[start + 1] === 3) && (end - start < 3 || bytes[start + 2] <= 4);
}

function recordText(type: number, hidden: boolean): string {
  if (hidden && type === HANDSHAKE) return 'Handshake Protocol: Encrypted Handshake Message';
  return `${valueName(contentTypeNames, type) ?? 'Unknown'} Protocol`;
}

/** Handshake messages of a record that is not encrypted; one cut by the record's end is shown by its bytes. */
function handshakes(c: Cursor, state: TlsState): void {
  const { frame } = c;
  while (c.remaining >= 4 && c.available >= 4) {
    const type = c.peek8(c.pos);
    const length = (c.peek8(c.pos + 1) << 16) | c.peek16(c.pos + 2);
    if (length > c.remaining - 4) break;
    const entry = c.open(f.handshake);
    if (entry >= 0) c.label(entry, `Handshake Protocol: ${valueName(handshakeTypeNames, type) ?? 'Unknown'}`);
    c.u8(f.handshakeType);
    c.u24(f.handshakeLength);
    const outer = c.scope(length);
    if (type === CLIENT_HELLO) clientHello(c);
    else if (type === SERVER_HELLO) {
      const version = serverHello(c);
      if (frame.learning && frame.packet.conversation >= 0 && !frame.quoted) {
        state.learnVersion(frame.packet.conversation, version, frame.record.number);
      }
    }
    if (c.remaining > 0) c.take(f.body, c.remaining);
    c.leave(outer);
    c.close(entry);
  }
}

function alert(c: Cursor): void {
  const entry = c.open(f.alert);
  c.u8(f.alertLevel);
  c.u8(f.alertDescription);
  c.close(entry);
}

function infoText(v: LayerView): string {
  const type = v.num(f.contentType);
  if (type === ALERT) {
    if (!v.has(f.alertLevel)) return 'Encrypted Alert';
    return `Alert (Level: ${valueName(alertLevelNames, v.num(f.alertLevel))}, Description: ${valueName(alertNames, v.num(f.alertDescription))})`;
  }
  if (type !== HANDSHAKE) return valueName(contentTypeNames, type) ?? 'Unknown Record';
  if (v.has(f.encrypted)) return 'Encrypted Handshake Message';
  const names: string[] = [];
  for (const at of v.all(f.handshakeType)) names.push(valueName(handshakeTypeNames, v.valueAt(at)) ?? 'Unknown');
  return names.length > 0 ? names.join(', ') : 'Handshake Fragment';
}
