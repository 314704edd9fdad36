import { pppProtocols } from '../../dispatch/tables.ts';
import { protocol } from '../../model/define-protocol.ts';
import { fields, none, octets, text, uint8, uint16 } from '../../model/field.ts';

const REQUEST = 1;
const ACK = 2;
const NAK = 3;
const HEADER = 4;

const f = fields('pap', {
  code: uint8('code', 'Code', {
    names: { 1: 'Authenticate-Request', 2: 'Authenticate-Ack', 3: 'Authenticate-Nak' },
  }),
  identifier: uint8('identifier', 'Identifier', { help: 'The same in a request and its answer.' }),
  length: uint16('length', 'Length'),
  data: none('data', 'Data'),
  peerLength: uint8('peer_id.length', 'Peer-ID-Length'),
  peer: text('peer_id', 'Peer-ID', { help: 'The name that the sender claims to have.' }),
  passwordLength: uint8('password.length', 'Password-Length'),
  password: text('password', 'Password', { help: 'Sent as it is: anybody on the line can read it.' }),
  messageLength: uint8('message.length', 'Message-Length'),
  message: text('message', 'Message'),
  stuff: octets('stuff', 'stuff'),
});

export const pap = protocol({
  name: 'pap',
  title: 'PPP Password Authentication Protocol',
  short: 'PPP PAP',
  osi: 2,
  rule: 'one end of a link proves to the other who it is before the link may be used',
  unit: 'packet',
  rfc: [1334],
  fields: f,
  claims: [[pppProtocols, 0xc023]],
  decode(c) {
    const code = c.u8(f.code);
    c.u8(f.identifier);
    const length = c.u16(f.length);
    if (length < HEADER) c.malformed('The length is shorter than the header.');
    c.scope(length - HEADER);
    const entry = c.open(f.data);
    if (code === REQUEST) {
      c.take(f.peer, c.u8(f.peerLength));
      c.take(f.password, c.u8(f.passwordLength));
    } else if (code === ACK || code === NAK) c.take(f.message, c.u8(f.messageLength));
    else if (c.remaining > 0) c.take(f.stuff, c.remaining);
    c.close(entry);
  },
  info(v) {
    if (!v.has(f.code)) return '';
    const name = v.name(f.code) ?? 'Unknown';
    if (v.has(f.password)) return `${name} (Peer-ID='${v.text(f.peer)}', Password='${v.text(f.password)}')`;
    return v.has(f.message) ? `${name} (Message='${v.text(f.message)}')` : name;
  },
  infoFields: [f.code, f.peer, f.password, f.message],
  story(v) {
    if (v.num(f.code) === REQUEST) {
      return `Sends the name${v.has(f.peer) ? ` ${v.text(f.peer)}` : ''} and its password, readable for everybody.`;
    }
    if (v.num(f.code) === ACK) return 'Accepts name and password.';
    return v.num(f.code) === NAK ? 'Refuses name and password.' : 'Authenticates one end of the link.';
  },
});
