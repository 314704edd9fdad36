import { ipProtocols } from '../../dispatch/tables.ts';
import { protocol } from '../../model/define-protocol.ts';
import { evidenceFields } from '../../model/evidence.ts';
import { remarkFields } from '../../model/expert.ts';
import { together } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import type { Protocol } from '../../model/protocol.ts';
import { offloadFields } from '../offload-fields.ts';
import { service } from '../service-names.ts';
import { datagram } from './datagram.ts';
import { f } from './udp-fields.ts';
import { UdpState } from './udp-state.ts';

export const udp: Protocol<UdpState> = protocol<UdpState>({
  name: 'udp',
  title: 'User Datagram Protocol',
  short: 'UDP',
  osi: 4,
  rule: 'carries datagrams between ports of two hosts, without a connection',
  unit: 'datagram',
  rfc: [768],
  fields: together(f, evidenceFields, offloadFields, remarkFields),
  headerFields: [f.sourcePort, f.destinationPort, f.length, f.checksum],
  claims: [[ipProtocols, 17]],
  createState: () => new UdpState(),
  decode(c) {
    datagram(c, c.state(udp), false);
  },
  heading: (v) => `User Datagram Protocol${ports(v)}`,
  info,
  infoFields: [
    f.sourcePort,
    f.destinationPort,
    f.length,
    f.lengthBad,
    f.checksumZero,
    f.checksumBad,
    f.coverage,
    f.coverageBad,
  ],
  story,
});

export const udpLite = protocol({
  name: 'udplite',
  title: 'Lightweight User Datagram Protocol',
  short: 'UDP-Lite',
  osi: 4,
  rule: 'carries datagrams between ports of two hosts and delivers them even when uncovered bytes are damaged',
  unit: 'datagram',
  rfc: [3828],
  fields: together(f, evidenceFields, offloadFields, remarkFields),
  headerFields: [f.sourcePort, f.destinationPort, f.coverage, f.checksum],
  claims: [[ipProtocols, 136]],
  decode(c) {
    datagram(c, c.state(udp), true);
  },
  heading: (v) => `Lightweight User Datagram Protocol${ports(v)}`,
  info,
  infoFields: udp.infoFields,
  story,
});

function ports(v: LayerView): string {
  if (!v.has(f.destinationPort)) return '';
  return `, Src Port: ${v.num(f.sourcePort)}, Dst Port: ${v.num(f.destinationPort)}`;
}

function info(v: LayerView): string {
  if (!v.has(f.destinationPort)) return '';
  const out = `${v.num(f.sourcePort)} → ${v.num(f.destinationPort)}`;
  const reported = v.headerLength + v.payloadLength;
  if (!v.has(f.length) && !v.has(f.coverage)) return out;
  const said = v.num(f.length, 0);
  const length = said === 0 ? reported : said;
  if (v.has(f.coverageBad)) {
    const covered = v.num(f.coverage);
    return `${out} [BAD LIGHTWEIGHT UDP CHECKSUM COVERAGE LENGTH ${covered} < 8 or > ${length}]`;
  }
  const bad = v.has(f.lengthBad);
  if (bad && said < 8) return `${out} [BAD UDP LENGTH ${said} < 8]`;
  const tooLong = bad ? ` [BAD UDP LENGTH ${said} > IP PAYLOAD LENGTH]` : '';
  const zero = v.has(f.checksumZero) ? ' [ILLEGAL CHECKSUM (0)]' : '';
  const wrong = v.has(f.checksumBad) ? ' [UDP CHECKSUM INCORRECT]' : '';
  return `${out}${tooLong} Len=${length - 8}${said === 0 ? ' [Jumbogram]' : ''}${zero}${wrong}`;
}

function story(v: LayerView): string {
  if (!v.has(f.destinationPort)) return 'The ports were not captured; nothing can be said of whom the datagram is for.';
  const to = service('udp', v.num(f.destinationPort)) ?? service('udp', v.num(f.sourcePort));
  const about = to ? ` The port belongs to ${to}.` : '';
  const source = v.num(f.sourcePort);
  const destination = v.num(f.destinationPort);
  const bytes = `${v.payloadLength} ${v.payloadLength === 1 ? 'byte' : 'bytes'}`;
  return `Hands ${bytes} from port ${source} to port ${destination}; nobody confirms that they arrive.${about}`;
}
