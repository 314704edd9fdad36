// Certificates, distinguished names and responses about certificates whose lengths, tags and nesting lie.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyMask, fullMask } from '../../decoders/model/mask.ts';
import { firstDamage } from '../../decoders/presentation/asn1/der.ts';
import { treeLines } from '../../decoders/tree/tree-lines.ts';
import { oid, sequence, set, tlv, utf8 } from '../builders/der.ts';
import { statusResponse } from '../builders/ocsp.ts';
import { opensslCertificate } from '../builders/openssl-certificate.ts';
import { join, u8, u16 } from '../builders/packet.ts';
import { Random } from '../builders/random.ts';
import { Dialogue } from '../builders/tcp.ts';
import { certificate } from '../builders/x509.ts';
import { learned } from '../decoders/listing.ts';

const ROUNDS = 1500;
/** Noted fields per byte: more would be output without bound. */
const FIELDS_PER_BYTE = 40;

const sized24 = (body: Uint8Array): Uint8Array =>
  join(u8(body.length >>> 16, (body.length >>> 8) & 255, body.length & 255), body);

/** Values within values, some of which have a length that lies or none at all. */
function values(r: Random, depth: number): Uint8Array {
  const content =
    depth === 0 || r.chance(30)
      ? Uint8Array.from({ length: r.below(8) }, () => r.below(256))
      : join(...Array.from({ length: r.below(4) }, () => values(r, depth - 1)));
  const identifier = r.of(0x02, 0x03, 0x04, 0x06, 0x0c, 0x17, 0x1e, 0x30, 0x31, 0x80, 0xa0, 0xa3, 0x1f, 0x3f);
  if (r.chance(10)) return join(u8(identifier | 0x20, 0x80), content, r.chance(70) ? u8(0, 0) : u8());
  const value = tlv(identifier, content);
  if (r.chance(15)) value[1] = r.below(256);
  return value;
}

/** A certificate or response with some bytes changed, left out or put in. */
function mutated(r: Random): Uint8Array {
  let der = r.of(opensslCertificate, certificate(), statusResponse);
  for (let i = r.below(6); i >= 0; i--) {
    const at = r.below(der.length);
    const changed = r.of(0, 1, 2);
    if (changed === 0) der = join(der.subarray(0, at), u8(r.below(256)), der.subarray(at + 1));
    else if (changed === 1) der = join(der.subarray(0, at), der.subarray(Math.min(der.length, at + 1 + r.below(9))));
    else der = join(der.subarray(0, at), values(r, 2), der.subarray(at));
  }
  return der;
}

const makers: Readonly<Record<string, (r: Random) => Uint8Array>> = {
  'certificates with changed bytes': mutated,
  'values of all kinds': (r) => values(r, 6),
  'values nested without end': (r) =>
    join(...Array.from({ length: 60 + r.below(300) }, () => (r.chance(50) ? u8(0x30, 0x80) : u8(0xa0, 0x80)))),
};

for (const [name, make] of Object.entries(makers)) {
  test(`DER that lies: ${name}`, () => {
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const der = make(new Random(seed));
      const damage = firstDamage(der, 0, der.length);
      assert.ok(damage >= -1 && damage < Math.max(1, der.length), `seed ${seed}`);
      const chain = sized24(sized24(der));
      const asked = join(u8(1, 1), u16(der.length + 2, der.length), der);
      const status = join(u8(1), sized24(der));
      const messages = [join(u8(11), sized24(chain)), join(u8(13), sized24(asked)), join(u8(22), sized24(status))];
      const { frames } = messages.reduce(
        (dialogue, message) => dialogue.server(join(u8(22, 3, 1), u16(message.length), message)),
        new Dialogue({ serverPort: 443 }).open(),
      );
      const severities = [fullMask(), emptyMask()].map((mask) => {
        const seen: string[] = [];
        const d = learned({ name, frames }, mask, (x, i) => {
          seen.push(`${x.layers.worst} ${x.packet.severity}`);
          assert.ok(
            x.cursor.tape.count <= 300 + FIELDS_PER_BYTE * frames[i].bytes.length,
            `seed ${seed}: ${x.cursor.tape.count} fields`,
          );
        });
        const error = d.session.lastDecoderError?.error as Error | undefined;
        assert.equal(d.session.decoderErrors, 0, `seed ${seed}: ${error?.stack}`);
        return seen;
      });
      assert.deepEqual(severities[1], severities[0], `seed ${seed}`);
    }
  });
}

const commonName = oid('2.5.4.3');
const longest: Readonly<Record<string, Uint8Array>> = {
  'an identifier': tlv(6, new Uint8Array(14_000).fill(1)),
  'an identifier of one arc': tlv(6, new Uint8Array(14_000).fill(0x81).with(13_999, 1)),
  'a text': set(sequence(commonName, utf8('x'.repeat(14_000)))),
  'many names': join(...Array.from({ length: 900 }, () => set(sequence(commonName, utf8('name'))))),
};

for (const [name, content] of Object.entries(longest)) {
  test(`lines of certificates have an end: ${name}`, () => {
    const message = join(
      u8(13),
      sized24(join(u8(1, 1), u16(content.length + 6, content.length + 4), sequence(content))),
    );
    const { frames } = new Dialogue({ serverPort: 443 })
      .open()
      .server(join(u8(22, 3, 1), u16(message.length), message));
    const lines = treeLines(learned({ name, frames }, fullMask()));
    assert.ok(lines.some(({ text }) => text.includes('Distinguished Name')));
    for (const { text } of lines) assert.ok(text.length < 1200, `${text.length}: ${text.slice(0, 80)}`);
  });
}
