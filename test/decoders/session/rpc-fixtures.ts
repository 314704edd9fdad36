import { ascii, bytes, ipv4, join, packet, u32, udp } from '../../builders/packet.ts';
import { Dialogue } from '../../builders/tcp.ts';
import type { Fixture } from '../listing.ts';

const IPV4 = 228;
const NULL_AUTH = u32(0, 0);
const unixAuth = join(u32(1, 32), u32(0x1234, 4), ascii('host'), u32(501, 20, 2, 20, 21));

const call = (xid: number, program: number, version: number, procedure: number, auth: Uint8Array, xdr: Uint8Array) =>
  join(u32(xid, 0, 2, program, version, procedure), auth, NULL_AUTH, xdr);
const accepted = (xid: number, state: number, xdr: Uint8Array) => join(u32(xid, 1, 0), NULL_AUTH, u32(state), xdr);
const denied = (xid: number) => u32(xid, 1, 1, 1, 1);
const record = (message: Uint8Array) => join(u32((0x8000_0000 | message.length) >>> 0), message);

const asked = (message: Uint8Array) => ({ bytes: packet(ipv4(), udp(700, 111), message), linkType: IPV4 });
const answered = (message: Uint8Array) => ({
  bytes: packet(ipv4({ src: '10.0.0.2', dst: '10.0.0.1' }), udp(111, 700), message),
  linkType: IPV4,
});

const onPorts = (source: number, destination: number, message: Uint8Array) => {
  const [src, dst] = source < 1024 ? ['10.0.0.1', '10.0.0.2'] : ['10.0.0.2', '10.0.0.1'];
  return { bytes: packet(ipv4({ src, dst }), udp(source, destination), message), linkType: IPV4 };
};

export const rpcFixtures: readonly Fixture[] = [
  {
    name: 'session/rpc-portmap-over-udp',
    frames: [
      asked(call(0x1111, 100_000, 2, 3, NULL_AUTH, u32(100_003, 3, 17, 0))),
      answered(accepted(0x1111, 0, u32(2049))),
      asked(call(0x2222, 100_000, 9, 3, unixAuth, new Uint8Array(0))),
      answered(accepted(0x2222, 2, u32(2, 4))),
      answered(denied(0x3333)),
    ],
  },
  {
    name: 'session/rpc-on-given-ports',
    from: 4,
    frames: [
      onPorts(701, 20_048, call(0x4444, 100_005, 3, 0, NULL_AUTH, new Uint8Array(0))),
      onPorts(20_048, 701, accepted(0x4444, 0, new Uint8Array(0))),
      onPorts(20_048, 701, accepted(0x4445, 0, new Uint8Array(0))),
      onPorts(702, 32_773, call(0x5555, 100_232, 10, 1, NULL_AUTH, u32(7))),
      onPorts(32_773, 702, accepted(0x5555, 3, new Uint8Array(0))),
      onPorts(703, 32_773, call(0x6666, 99_999, 1, 1, NULL_AUTH, u32(7))),
      onPorts(704, 32_773, call(0x7777, 100_005, 3, 1, NULL_AUTH, u32(7)).subarray(0, 12)),
    ],
  },
  {
    name: 'session/rpc-nfs-over-tcp',
    frames: new Dialogue({ serverPort: 2049 })
      .open()
      .client(record(call(0xabcd, 100_003, 3, 1, unixAuth, join(u32(8), bytes('01 00 01 00 01 00 00 00')))))
      .server(join(record(accepted(0xabcd, 0, u32(0, 2, 0o755))), record(accepted(0xabce, 0, u32(70)))))
      .client(record(call(0xabcf, 100_003, 3, 0, NULL_AUTH, new Uint8Array(0))).subarray(0, 20))
      .client(record(call(0xabcf, 100_003, 3, 0, NULL_AUTH, new Uint8Array(0))).subarray(20)).frames,
  },
];
