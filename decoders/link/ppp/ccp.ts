import { pppProtocols } from '../../dispatch/tables.ts';
import { protocol } from '../../model/define-protocol.ts';
import { fields } from '../../model/field.ts';
import { ccpOptions } from './ccp-options.ts';
import {
  codeField,
  codeNames,
  controlInfo,
  controlStory,
  declaredLength,
  readCommonContent,
  readControlHeader,
  readData,
} from './control-packet.ts';

const RESET_REQUEST = 14;
const RESET_ACK = 15;

const f = fields('ccp', {
  code: codeField({ ...codeNames, [RESET_REQUEST]: 'Reset Request', [RESET_ACK]: 'Reset Ack' }),
});

export const ccp = protocol({
  name: 'ccp',
  title: 'PPP Compression Control Protocol',
  short: 'PPP CCP',
  osi: 2,
  rule: 'both ends of a link agree how to compress or encrypt what they send',
  unit: 'packet',
  rfc: [1962],
  fields: f,
  claims: [[pppProtocols, 0x80fd]],
  decode(c) {
    const code = readControlHeader(c, f.code);
    if (!readCommonContent(c, code, ccpOptions)) readData(c, declaredLength(c));
  },
  info: (v) => controlInfo(v, f.code),
  infoFields: [f.code],
  story(v) {
    if (v.num(f.code) === RESET_REQUEST) return 'Could not decompress a packet, and asks the other end to begin anew.';
    if (v.num(f.code) === RESET_ACK) return 'Begins compressing anew, without what was sent before.';
    return controlStory(v, f.code, 'compression methods');
  },
});
