import type { Cursor } from '../../model/cursor.ts';
import { fields, none, octets, time, uint8, uint16 } from '../../model/field.ts';
import { MALFORMED } from '../../model/signal.ts';
import type { Asn1Type } from '../asn1/asn1-types.ts';
import { readSignatureAlgorithm } from '../tls/signature-algorithm.ts';

const LOG_ID = 32;

/** Of signed certificate timestamps (RFC 6962 section 3.2), which say that a certificate was made public. */
export const s = fields('tls', {
  timestamp: none('/text', 'Signed Certificate Timestamp'),
  listLength: uint16('sct.scts_length', 'Serialized SCT List Length'),
  length: uint16('sct.sct_length', 'Serialized SCT Length'),
  version: uint8('sct.sct_version', 'SCT Version'),
  logId: octets('sct.sct_logid', 'Log ID', { help: "The SHA-256 hash of the log's key." }),
  time: time('sct.sct_timestamp', 'Timestamp'),
  extensionsLength: uint16('sct.sct_extensions_length', 'Extensions length'),
  extensions: octets('sct.sct_extensions', 'Extensions'),
  signatureLength: uint16('sct.sct_signature_length', 'Signature Length'),
  signature: octets('sct.sct_signature', 'Signature'),
});

/** The octet string of a list of timestamps, in the form that TLS has it. */
export const timestampList: Asn1Type = {
  title: 'OCTET STRING',
  accepts: (tag) => tag === 4,
  read(w, { start, stop, constructed }) {
    const { c } = w;
    const { pos, limit, depth } = c;
    if (constructed) {
      w.unknown(start, stop, 'in pieces');
      return;
    }
    c.pos = start;
    c.scope(stop - start);
    try {
      readList(c);
    } catch (signal) {
      if (signal !== MALFORMED) throw signal;
      c.depth = depth;
      w.unknown(c.pos, stop, 'cut');
    }
    c.leave(limit);
    c.pos = pos;
  },
};

function readList(c: Cursor): void {
  c.u16(s.listLength);
  while (c.remaining > 0) {
    const entry = c.open(s.timestamp);
    const outer = c.scope(c.u16(s.length));
    c.u8(s.version);
    c.take(s.logId, LOG_ID);
    const at = c.pos;
    c.skip(8);
    c.at(s.time, at, 8, 0, ((BigInt(c.peek32(at)) << 32n) | BigInt(c.peek32(at + 4))) * 1_000_000n);
    const length = c.u16(s.extensionsLength);
    if (length > 0) c.take(s.extensions, length);
    readSignatureAlgorithm(c);
    c.take(s.signature, c.u16(s.signatureLength));
    c.skip(c.remaining);
    c.leave(outer);
    c.close(entry);
  }
}
