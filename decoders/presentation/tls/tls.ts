import { tcpPorts } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import type { Dissection } from '../../model/dissection.ts';
import { type Field, together, valueName } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import type { Protocol } from '../../model/protocol.ts';
import { NEED_MORE, NOT_MINE } from '../../model/stream.ts';
import { x509Fields } from '../x509/certificate.ts';
import { applicationName } from './application-names.ts';
import { certificateRequest, certificateStatus, certificates } from './certificates.ts';
import { e } from './extension-fields.ts';
import { chosen, clientHello, serverHello } from './hello.ts';
import { certificateVerify, clientKeyExchange, serverKeyExchange, sessionTicket } from './key-exchange.ts';
import { beginsSsl2, decodeSsl2, measureSsl2, SSL_2, ssl2Fields, ssl2Text } from './ssl2.ts';
import { alertStory, carriedStory, handshakeStory } from './story.ts';
import { f } from './tls-fields.ts';
import { alertLevelNames, alertNames, contentTypeNames, handshakeTypeNames, versionColumns } from './tls-names.ts';
import { TlsState } from './tls-state.ts';

const CHANGE_CIPHER_SPEC = 20;
const ALERT = 21;
const HANDSHAKE = 22;
const APPLICATION_DATA = 23;
const HEADER = 5;
/** RFC 8446 section 5.2: 2^14 bytes and 256 for encryption; TLS 1.2 allowed 2,048. */
const LONGEST = 16_384 + 2048;
const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;
const NEW_SESSION_TICKET = 4;
const CERTIFICATE = 11;
const SERVER_KEY_EXCHANGE = 12;
const CERTIFICATE_REQUEST = 13;
const CERTIFICATE_VERIFY = 15;
const CLIENT_KEY_EXCHANGE = 16;
const CERTIFICATE_STATUS = 22;
const TLS_1_3 = 0x0304;

/** TLS by its records: what can be read without keys. One layer a record. */
export const tls: Protocol<TlsState> = protocol<TlsState>({
  name: 'tls',
  title: 'Transport Layer Security',
  short: 'TLS',
  osi: 6,
  rule: 'turns application data into a form that only the two ends can read',
  unit: 'record',
  rfc: [8446, 5246],
  fields: together(f, e, ssl2Fields, x509Fields),
  claims: [[tcpPorts, 443, 465, 563, 636, 853, 989, 990, 992, 993, 995, 2465, 2995, 5061, 8443]],
  createState: () => new TlsState(),
  gathers: true,
  stream: {
    measure(bytes, start, end, { conversation, frame, state }) {
      if (conversation >= 0 && (state as TlsState).isSsl2(conversation, frame)) return measureSsl2(bytes, start, end);
      if (beginsSsl2(bytes, start, end)) return measureSsl2(bytes, start, end);
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
    if (isSsl2(c, state)) {
      const chosen = decodeSsl2(c);
      if (chosen && c.frame.learning && packet.conversation >= 0 && !c.frame.quoted) {
        state.learnSsl2(packet.conversation, record.number);
      }
      return;
    }
    const entry = c.open(f.record);
    const start = c.pos;
    const type = c.available > 0 ? c.peek8(start) : 0;
    const agreed = versionOf(c.frame);
    c.u8(type === APPLICATION_DATA && agreed === TLS_1_3 ? f.opaqueType : f.contentType);
    const version = c.u16(f.version);
    const outer = c.scope(c.u16(f.length));
    const hidden = packet.conversation >= 0 && state.encrypted(half, record.number, place);
    // What is said of a record whose messages are damaged.
    if (entry >= 0) c.label(entry, `${versionColumns[agreed || version] ?? 'TLS'} Record Layer`);
    let text = '';
    if (type === HANDSHAKE && !hidden) text = handshakes(c, state, entry);
    else if (type === HANDSHAKE) {
      text = 'Handshake Protocol: Encrypted Handshake Message';
      c.generated(f.encrypted, 0);
      hiddenMessage(c, f.handshake, text);
    } else if (type === ALERT) text = alert(c, hidden);
    else if (type === CHANGE_CIPHER_SPEC) {
      text = 'Change Cipher Spec Protocol: Change Cipher Spec';
      c.take(f.changeCipherSpec, c.remaining);
      if (c.frame.learning && packet.conversation >= 0 && !c.frame.quoted) {
        state.learnCipher(half, record.number, place);
      }
    } else if (type === APPLICATION_DATA) text = applicationData(c, state);
    else text = `${valueName(contentTypeNames, type) ?? 'Unknown'} Protocol`;
    if (c.labels(entry)) {
      // The record that chooses the version does not have it yet.
      const name = versionColumns[(!text.endsWith('Server Hello') && agreed) || version] ?? 'TLS';
      c.label(entry, `${name} Record Layer: ${text}`);
    }
    if (c.remaining > 0) c.take(f.data, c.remaining);
    c.leave(outer);
    c.close(entry);
  },
  column: (v) => versionColumns[versionOf(v.frame) || v.num(f.version)] ?? 'TLS',
  info: (v) => `${v.frame.place(v.layer) > 0 ? ', ' : ''}${infoText(v)}`,
  infoFields: [f.contentType, f.opaqueType, f.version, f.handshakeType, f.alertLevel, f.alertDescription, f.encrypted],
  heading: (v) => `Transport Layer Security: ${infoText(v)}`,
  story(v) {
    if (v.num(f.version) === SSL_2) {
      return v.has(f.handshakeType) ? 'Agrees with the other end on version, cipher and keys.' : carriedStory(v);
    }
    const type = typeOf(v);
    if (type === HANDSHAKE) return handshakeStory(v, versionOf(v.frame));
    if (type === CHANGE_CIPHER_SPEC) return 'Says that what follows in this direction is encrypted.';
    if (type === ALERT) return alertStory(v);
    return carriedStory(v);
  },
});

function isHeader(bytes: Uint8Array, start: number, end: number): boolean {
  const type = bytes[start];
  if (type < CHANGE_CIPHER_SPEC || type > 24) return false;
  return (end - start < 2 || bytes[start + 1] === 3) && (end - start < 3 || bytes[start + 2] <= 4);
}

function isSsl2(c: Cursor, state: TlsState): boolean {
  const { packet, record } = c.frame;
  if (packet.conversation >= 0 && state.isSsl2(packet.conversation, record.number)) return true;
  return beginsSsl2(c.bytes, c.pos, c.end);
}

/** The version that the connection agreed on, as known in the frame, or 0. */
function versionOf({ packet, record, session }: Dissection): number {
  return packet.conversation < 0 ? 0 : session.state(tls).versionAt(packet.conversation, record.number);
}

function typeOf(v: LayerView): number {
  return v.num(f.contentType, v.num(f.opaqueType));
}

/**
 * Handshake messages of a record that is not encrypted; one cut by the record's end is shown by its bytes. Returns what
 * the record's line says of them, where it is shown.
 */
function handshakes(c: Cursor, state: TlsState, record: number): string {
  let text = '';
  while (c.remaining >= 4 && c.available >= 4) {
    const type = c.peek8(c.pos);
    const length = (c.peek8(c.pos + 1) << 16) | c.peek16(c.pos + 2);
    if (length > c.remaining - 4) break;
    const entry = c.open(f.handshake);
    if (record >= 0 || entry >= 0) {
      const name = `Handshake Protocol: ${valueName(handshakeTypeNames, type) ?? 'Unknown'}`;
      c.label(entry, name);
      text = text === '' ? name : 'Handshake Protocol: Multiple Handshake Messages';
    }
    c.u8(f.handshakeType);
    c.u24(f.handshakeLength);
    const outer = c.scope(length);
    message(c, type, state);
    if (c.remaining > 0) c.take(f.body, c.remaining);
    c.leave(outer);
    c.close(entry);
  }
  return text || 'Handshake Protocol';
}

function message(c: Cursor, type: number, state: TlsState): void {
  const { frame } = c;
  const { conversation } = frame.packet;
  const version = versionOf(frame);
  const suite = conversation < 0 ? 0 : state.suiteAt(conversation, frame.record.number);
  switch (type) {
    case CLIENT_HELLO:
      clientHello(c);
      break;
    case SERVER_HELLO:
      serverHello(c);
      if (frame.learning && conversation >= 0 && !frame.quoted) {
        state.learnHello(conversation, chosen, frame.record.number);
      }
      break;
    case NEW_SESSION_TICKET:
      sessionTicket(c, version);
      break;
    case CERTIFICATE:
      certificates(c);
      break;
    case SERVER_KEY_EXCHANGE:
      serverKeyExchange(c, suite, version);
      break;
    case CERTIFICATE_REQUEST:
      certificateRequest(c, version);
      break;
    case CERTIFICATE_VERIFY:
      certificateVerify(c, version);
      break;
    case CLIENT_KEY_EXCHANGE:
      clientKeyExchange(c, suite, version);
      break;
    case CERTIFICATE_STATUS:
      certificateStatus(c);
      break;
  }
}

/** Takes the rest of the record as a message that cannot be read. */
function hiddenMessage(c: Cursor, field: Field, text: string): void {
  const length = c.remaining;
  c.take(field, length);
  if (c.wants(field)) c.label(c.tape.count - 1, text);
}

function alert(c: Cursor, hidden: boolean): string {
  if (hidden || c.remaining !== 2) {
    hiddenMessage(c, f.alert, 'Alert Message: Encrypted Alert');
    return 'Encrypted Alert';
  }
  const entry = c.open(f.alert);
  const level = c.u8(f.alertLevel);
  const description = c.u8(f.alertDescription);
  c.close(entry);
  return c.noting ? alertText(level, description) : '';
}

function alertText(level: number, description: number): string {
  const [how, what] = [valueName(alertLevelNames, level), valueName(alertNames, description)];
  return `Alert (Level: ${how ?? `Unknown (${level})`}, Description: ${what ?? `Unknown (${description})`})`;
}

function applicationData(c: Cursor, state: TlsState): string {
  c.take(f.data, c.remaining);
  if (!c.noting) return '';
  const name = applicationName(c.frame, state);
  if (name !== undefined) c.generated(f.applicationProtocol, 0, name);
  return `Application Data Protocol: ${name ?? 'Application Data'}`;
}

function infoText(v: LayerView): string {
  if (v.num(f.version) === SSL_2) return ssl2Text(v.num(f.handshakeType, 0));
  const type = typeOf(v);
  if (type === ALERT) {
    if (!v.has(f.alertLevel)) return 'Encrypted Alert';
    return alertText(v.num(f.alertLevel), v.num(f.alertDescription));
  }
  if (type !== HANDSHAKE) return valueName(contentTypeNames, type) ?? 'Unknown Record';
  if (v.has(f.encrypted)) return 'Encrypted Handshake Message';
  const names: string[] = [];
  for (const at of v.all(f.handshakeType)) names.push(valueName(handshakeTypeNames, v.valueAt(at)) ?? 'Unknown');
  return names.length > 0 ? names.join(', ') : 'Handshake Fragment';
}
