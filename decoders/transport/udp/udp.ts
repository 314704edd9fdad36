import { ipProtocols, udpPorts } from '../../dispatch/tables.ts';
import { UDP } from '../../facts/conversations.ts';
import { protocol } from '../../model/define-protocol.ts';
import { fields, uint16, uint32 } from '../../model/field.ts';

const f = fields('udp', {
  sourcePort: uint16('srcport', 'Source Port', { also: ['udp.port'] }),
  destinationPort: uint16('dstport', 'Destination Port', { also: ['udp.port'] }),
  length: uint16('length', 'Length', { help: 'Header and payload, in bytes.' }),
  checksum: uint16('checksum', 'Checksum', { base: 'hex' }),
  stream: uint32('stream', 'Stream index'),
});

export const udp = protocol({
  name: 'udp',
  title: 'User Datagram Protocol',
  short: 'UDP',
  osi: 4,
  rule: 'carries datagrams between ports of two hosts, without a connection',
  unit: 'datagram',
  rfc: [768],
  fields: f,
  claims: [[ipProtocols, 17]],
  decode(c) {
    const source = c.u16(f.sourcePort);
    const destination = c.u16(f.destinationPort);
    const d = c.frame;
    if (!d.quoted) {
      d.packet.sourcePort = source;
      d.packet.targetPort = destination;
      d.packet.portKind = UDP;
    }
    const length = c.u16(f.length);
    c.u16(f.checksum);
    const conversations = d.session.conversations;
    if (!d.quoted) {
      const at = d.learning
        ? conversations.learn(UDP, d.packet, d.record.number)
        : conversations.find(UDP, d.packet, d.record.number);
      d.packet.conversation = at;
      d.packet.direction = conversations.direction;
      if (at >= 0) c.generated(f.stream, conversations.stream.get(at));
    }
    if (length !== 0 && length < 8) c.malformed('length is shorter than the header');
    const payload = length === 0 ? c.remaining : length - 8;
    const low = Math.min(source, destination);
    const high = Math.max(source, destination);
    const p = d.registry.lookup(udpPorts, low) ?? d.registry.lookup(udpPorts, high);
    c.hand(p, Math.min(payload, c.remaining));
  },
  heading: (v) => `User Datagram Protocol, Src Port: ${v.num(f.sourcePort)}, Dst Port: ${v.num(f.destinationPort)}`,
  info: (v) => `${v.num(f.sourcePort)} → ${v.num(f.destinationPort)} Len=${Math.max(0, v.num(f.length) - 8)}`,
  infoFields: [f.sourcePort, f.destinationPort, f.length],
  story: (v) =>
    `Hands ${v.payloadLength} bytes from port ${v.num(f.sourcePort)} to port ${v.num(f.destinationPort)}; nobody confirms them.`,
});
