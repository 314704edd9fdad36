import { pppProtocols } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { fields, octets, text, uint8, uint16, uint24, uint32 } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import { ouiNames } from '../llc/snap-organizations.ts';
import {
  codeField,
  codeNames,
  controlFields,
  controlInfo,
  controlStory,
  declaredLength,
  readCommonContent,
  readControlHeader,
  readData,
  VENDOR_SPECIFIC,
} from './control-packet.ts';
import { lcpOptions } from './lcp-options.ts';
import { pppProtocolNames } from './ppp-protocols.ts';

const PROTOCOL_REJECT = 8;
const ECHO_REQUEST = 9;
const ECHO_REPLY = 10;
const DISCARD_REQUEST = 11;
const IDENTIFICATION = 12;
const TIME_REMAINING = 13;

const f = fields('lcp', {
  code: codeField({
    ...codeNames,
    8: 'Protocol Reject',
    9: 'Echo Request',
    10: 'Echo Reply',
    11: 'Discard Request',
    12: 'Identification',
    13: 'Time Remaining',
  }),
  rejected: uint16('rej_proto', 'Rejected Protocol', { base: 'hex', names: pppProtocolNames }),
  magic: uint32('magic_number', 'Magic Number', {
    base: 'hex',
    help: 'The number agreed on, or zero: shows that the answer does not come from a looped-back line.',
  }),
  data: octets('data', 'Data'),
  message: text('message', 'Message'),
  secondsRemaining: uint32('secs_remaining', 'Seconds Remaining', { unit: 'seconds' }),
  vendorMagic: uint32('/ppp.magic_number', 'Magic Number', { base: 'hex' }),
  oui: uint24('/ppp.oui', 'OUI', { base: 'oui', names: ouiNames }),
  kind: uint8('/ppp.kind', 'Kind', { base: 'dec-hex' }),
});

export const lcp = protocol({
  name: 'lcp',
  title: 'PPP Link Control Protocol',
  short: 'PPP LCP',
  osi: 2,
  rule: 'both ends of a link agree how to use it, and test it',
  unit: 'packet',
  rfc: [1661, 1570],
  fields: f,
  claims: [[pppProtocols, 0xc021]],
  decode(c) {
    const code = readControlHeader(c, f.code);
    if (!readCommonContent(c, code, lcpOptions)) content(c, code, declaredLength(c));
  },
  info: (v) => controlInfo(v, f.code),
  infoFields: [f.code],
  story(v) {
    switch (v.num(f.code)) {
      case PROTOCOL_REJECT:
        return `Refuses packets of a protocol that this side does not speak${protocolText(v)}.`;
      case ECHO_REQUEST:
        return 'Asks the other end for an answer, to see whether the link works.';
      case ECHO_REPLY:
        return 'Answers that the link works.';
      case DISCARD_REQUEST:
        return 'Is thrown away by the receiver: it only exercises the link.';
      case IDENTIFICATION:
        return 'Tells the other end what kind of system this is.';
      case TIME_REMAINING:
        return 'Tells how long the link will stay up.';
    }
    return controlStory(v, f.code, 'link options');
  },
});

function protocolText(v: LayerView): string {
  return v.has(f.rejected) ? `: ${v.name(f.rejected) ?? v.text(f.rejected)}` : '';
}

function content(c: Cursor, code: number, length: number): void {
  switch (code) {
    case PROTOCOL_REJECT:
      if (length < 2) readData(c, length);
      else c.quote(pppProtocols, c.u16(f.rejected), Math.min(length - 2, c.remaining));
      break;
    case ECHO_REQUEST:
    case ECHO_REPLY:
    case DISCARD_REQUEST:
      c.u32(f.magic);
      readData(c, length - 4, f.data);
      break;
    case IDENTIFICATION:
      c.u32(f.magic);
      readData(c, length - 4, f.message);
      break;
    case TIME_REMAINING:
      c.u32(f.magic);
      c.u32(f.secondsRemaining);
      readData(c, length - 8, f.message);
      break;
    case VENDOR_SPECIFIC:
      c.u32(f.vendorMagic);
      c.u24(f.oui);
      c.u8(f.kind);
      readData(c, length - 8, controlFields.data);
      break;
    default:
      readData(c, length);
  }
}
