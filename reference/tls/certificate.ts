import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import * as der from './der.ts';

export interface Identity {
  /** Private key and certificate, PEM. */
  key: string;
  certificate: string;
}

const ecdsaWithSha256 = der.sequence(der.objectIdentifier('1.2.840.10045.4.3.2'));
const day = 86_400_000;

/**
 * Makes a P-256 key and a certificate for it, signed by itself (RFC 5280), valid from an hour before `now` for 397 days.
 * `names` are DNS names and IP addresses; the first is the common name.
 */
export function makeIdentity(names: string[], now: Date): Identity {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const name = distinguishedName(names[0]);
  const serial = randomBytes(16);
  serial[0] = (serial[0] & 0x7f) | 0x40;
  const body = der.sequence(
    der.tagged(0, der.positiveInteger(Buffer.from([2])), true),
    der.positiveInteger(serial),
    ecdsaWithSha256,
    name,
    der.sequence(der.utcTime(new Date(now.getTime() - 3_600_000)), der.utcTime(new Date(now.getTime() + 397 * day))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der.tagged(3, der.sequence(...extensions(names)), true),
  );
  const signature = sign('sha256', body, privateKey);
  const certificate = der.sequence(body, ecdsaWithSha256, der.bitString(signature));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    certificate: pem('CERTIFICATE', certificate),
  };
}

function distinguishedName(commonName: string): Buffer {
  const attribute = (oid: string, text: string): Buffer =>
    der.set(der.sequence(der.objectIdentifier(oid), der.utf8String(text)));
  return der.sequence(attribute('2.5.4.10', 'Osiscope reference daemon'), attribute('2.5.4.3', commonName));
}

function extensions(names: string[]): Buffer[] {
  const extension = (oid: string, critical: boolean, value: Buffer): Buffer =>
    der.sequence(der.objectIdentifier(oid), ...(critical ? [der.boolean(true)] : []), der.octetString(value));
  // keyUsage: digitalSignature (bit 0) and keyCertSign (bit 5), since the certificate is its own issuer.
  const keyUsage = der.bitString(Buffer.from([0b10000100]), 2);
  return [
    extension('2.5.29.19', true, der.sequence(der.boolean(true))),
    extension('2.5.29.15', true, keyUsage),
    extension('2.5.29.37', false, der.sequence(der.objectIdentifier('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.17', false, der.sequence(...names.map(alternativeName))),
  ];
}

function alternativeName(name: string): Buffer {
  const family = isIP(name);
  if (family === 0) return der.tagged(2, Buffer.from(name), false);
  return der.tagged(7, family === 4 ? Buffer.from(name.split('.').map(Number)) : ipv6Bytes(name), false);
}

function ipv6Bytes(address: string): Buffer {
  const [head, tail] = address.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(8 - front.length - back.length).fill('0');
  const bytes = Buffer.alloc(16);
  [...front, ...zeros, ...back].forEach((group, index) => {
    bytes.writeUInt16BE(Number.parseInt(group, 16), index * 2);
  });
  return bytes;
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) as string[];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
