// Messages made of items with a length each, where lengths, counts and pointers lie: TLS handshakes, DHCP options, objects
// of ICMP extensions.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyMask, fullMask } from '../../decoders/model/mask.ts';
import { ethernet, ipv4, join, packet, u8, u16, u32, udp } from '../builders/packet.ts';
import { Random } from '../builders/random.ts';
import { Dialogue } from '../builders/tcp.ts';
import { type FixtureFrame, learned } from '../decoders/listing.ts';

const ROUNDS = 1500;
/** Noted fields per byte: more would be output without bound. */
const FIELDS_PER_BYTE = 40;

const noise = (r: Random, most: number): Uint8Array =>
  Uint8Array.from({ length: r.below(most) }, () => r.of(0, 1, 2, 4, 0xc0, 0xff, r.below(256)));

/** A length that is right, or nearly, or anything. */
const lie = (r: Random, length: number): number =>
  r.chance(70) ? length : r.of(0, 1, length + 1, length * 2, 255, 65_535, r.below(65_536));

/** Items within items: what lists of TLS are made of. */
function nested(r: Random, depth: number): Uint8Array {
  const body =
    depth === 0 || r.chance(30)
      ? noise(r, 12)
      : join(...Array.from({ length: 1 + r.below(3) }, () => nested(r, depth - 1)));
  const length = lie(r, body.length);
  return r.chance(50) ? join(u8(length & 255), body) : join(u16(length & 65_535), body);
}

const extensionTypes = [
  0, 1, 5, 10, 11, 13, 15, 16, 21, 27, 28, 34, 35, 41, 43, 44, 45, 50, 51, 13_172, 65_281, 0x1a1a,
];
const extension = (r: Random): Uint8Array => {
  const body = nested(r, 3);
  return join(u16(r.of(...extensionTypes), lie(r, body.length) & 65_535), body);
};

function handshake(r: Random): Uint8Array {
  const type = r.of(1, 2, 4, 11, 12, 13, 15, 16, 22);
  const extensions = join(...Array.from({ length: r.below(6) }, () => extension(r)));
  const suites =
    type === 1 ? join(u16(4, 0xc02f, 0x009e), u8(1, 0)) : join(u16(r.of(0xc02f, 0x009e, 0x002f, 0x1301)), u8(0));
  const hello = join(
    u16(0x0303),
    new Uint8Array(32),
    u8(0),
    suites,
    u16(lie(r, extensions.length) & 65_535),
    extensions,
  );
  const body = type <= 2 ? hello : nested(r, 3);
  const message = join(u8(type), u8(0), u16(lie(r, body.length) & 65_535), body);
  return join(u8(22, 3, 3), u16(message.length), message);
}

const optionTypes = [2, 12, 21, 25, 33, 53, 55, 61, 77, 81, 82, 90, 93, 94, 97, 119, 120, 121, 124, 125, 249];

function dhcp(r: Random): FixtureFrame {
  const options = Array.from({ length: 1 + r.below(8) }, () => {
    const body = r.chance(50) ? noise(r, 40) : nested(r, 2);
    return join(u8(r.of(...optionTypes), lie(r, body.length) & 255), body);
  });
  const head = join(u8(1, 1, 6, 0), new Uint8Array(232), u32(0x63825363));
  return { bytes: packet(ethernet(), ipv4(), udp(68, 67), join(head, ...options)) };
}

function icmp(r: Random): FixtureFrame {
  const objects = Array.from({ length: 1 + r.below(4) }, () => {
    const body = noise(r, 30);
    return join(u16(lie(r, body.length + 4) & 65_535), u8(r.of(0, 1, 2, 3, 9), r.below(16)), body);
  });
  const message = join(u8(11, 0, 0, 0, 0, 32, 0, 0), new Uint8Array(128), u8(0x20, 0, 0, 0), ...objects);
  return { bytes: packet(ethernet(), ipv4({ protocol: 1 }), message) };
}

const makers: Readonly<Record<string, (r: Random) => readonly FixtureFrame[]>> = {
  'TLS handshakes': (r) =>
    new Dialogue({ serverPort: 443 }).open().client(handshake(r)).server(handshake(r)).server(handshake(r)).frames,
  'DHCP options': (r) => [dhcp(r)],
  'ICMP extensions': (r) => [icmp(r)],
};

for (const [name, make] of Object.entries(makers)) {
  test(`lengths that lie: ${name}`, () => {
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const frames = make(new Random(seed));
      const states: string[][] = [];
      for (const mask of [fullMask(), emptyMask()]) {
        const seen: string[] = [];
        const d = learned({ name, frames }, mask, (x, i) => {
          const layers = Array.from(
            { length: x.layers.count },
            (_, at) => `${x.layers.protocol(at)} ${x.layers.state(at)}`,
          );
          seen.push(`${layers.join(', ')}: ${x.packet.severity}`);
          assert.ok(
            x.cursor.tape.count <= 300 + FIELDS_PER_BYTE * frames[i].bytes.length,
            `seed ${seed}: ${x.cursor.tape.count} fields`,
          );
        });
        assert.equal(
          d.session.decoderErrors,
          0,
          `seed ${seed}: ${(d.session.lastDecoderError?.error as Error)?.stack}`,
        );
        states.push(seen);
      }
      assert.deepEqual(states[1], states[0], `seed ${seed}`);
    }
  });
}
