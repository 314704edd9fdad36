import type { Cursor } from '../../../model/cursor.ts';
import { WARN } from '../../../model/expert.ts';
import { type Field, fields, none, octets, text, time, uint8, uint16, uint32 } from '../../../model/field.ts';
import { durationWords } from '../../../tree/duration-words.ts';
import type { DnsMessage, RecordData } from '../message.ts';
import { rcodeNames } from '../message-names.ts';
import { typeTitles } from '../record-types.ts';
import { algorithmNames, keyModeNames } from '../security-names.ts';

const NANOSECONDS = 1_000_000_000n;

export const signatureFields = fields('dns', {
  typeCovered: uint16('rrsig.type_covered', 'Type Covered', { names: typeTitles, rfc: 'RFC 4034 section 3.1' }),
  algorithm: uint8('rrsig.algorithm', 'Algorithm', { names: algorithmNames }),
  labels: uint8('rrsig.labels', 'Labels'),
  originalTtl: uint32('rrsig.original_ttl', 'Original TTL', { remark: durationWords }),
  expiration: time('rrsig.signature_expiration', 'Signature Expiration'),
  inception: time('rrsig.signature_inception', 'Signature Inception'),
  keyTag: uint16('rrsig.key_tag', 'Key Tag', { help: 'Tells the key that the signature was made with.' }),
  signer: text('rrsig.signers_name', "Signer's name"),
  signature: octets('rrsig.signature', 'Signature'),
  tsigAlgorithm: text('tsig.algorithm_name', 'Algorithm Name', { rfc: 'RFC 8945 section 4.2' }),
  tsigTime: time('tsig.time_signed', 'Time Signed'),
  tsigFudge: uint16('tsig.fudge', 'Fudge', { help: 'Seconds that the clocks may differ.' }),
  tsigMacSize: uint16('tsig.mac_size', 'MAC Size'),
  tsigMac: none('tsig.mac', 'MAC'),
  tsigNoAlgorithm: none('tsig.noalg', 'No dissector for algorithm', { hidden: true }),
  tsigOriginalId: uint16('tsig.original_id', 'Original Id'),
  tsigError: uint16('tsig.error', 'Error', { names: rcodeNames }),
  tsigOtherLength: uint16('tsig.other_len', 'Other Len'),
  tsigOther: octets('tsig.other_data', 'Other Data'),
  tkeyAlgorithm: text('tkey.algo_name', 'Algorithm name', { rfc: 'RFC 2930 section 2' }),
  tkeyInception: time('tkey.signature_inception', 'Signature Inception'),
  tkeyExpiration: time('tkey.signature_expiration', 'Signature Expiration'),
  tkeyMode: uint16('tkey.mode', 'Mode', { names: keyModeNames }),
  tkeyError: uint16('tkey.error', 'Error', { names: rcodeNames }),
  tkeyKeySize: uint16('tkey.key_size', 'Key Size'),
  tkeyKey: octets('tkey.key_data', 'Key Data'),
  tkeyOtherSize: uint16('tkey.other_size', 'Other Size'),
  tkeyOther: octets('tkey.other_data', 'Other Data'),
});
const f = signatureFields;

/** Signatures of records and messages, and the exchange of keys for them. */
export const signatureRecords: Readonly<Record<number, RecordData>> = {
  24: recordSignature,
  46: recordSignature,
  249: keyExchange,
  250: transactionSignature,
};

function recordSignature(c: Cursor, m: DnsMessage): void {
  c.u16(f.typeCovered);
  c.u8(f.algorithm);
  c.u8(f.labels);
  c.u32(f.originalTtl);
  seconds(c, f.expiration);
  seconds(c, f.inception);
  c.u16(f.keyTag);
  m.domain(c, f.signer);
  if (c.remaining > 0) c.take(f.signature, c.remaining);
}

/** Reads seconds since the epoch in four bytes. */
function seconds(c: Cursor, field: Field): void {
  const at = c.pos;
  c.skip(4);
  if (c.wants(field)) c.at(field, at, 4, 0, BigInt(c.peek32(at)) * NANOSECONDS);
}

function transactionSignature(c: Cursor, m: DnsMessage): void {
  m.domain(c, f.tsigAlgorithm);
  const reason = c.noting ? `No dissector for algorithm:${m.name.shown()}` : '';
  const at = c.pos;
  c.skip(6);
  if (c.wants(f.tsigTime)) {
    const signed = (BigInt(c.peek16(at)) << 32n) | BigInt(c.peek32(at + 2));
    c.at(f.tsigTime, at, 6, 0, signed * NANOSECONDS);
  }
  c.u16(f.tsigFudge);
  const size = c.u16(f.tsigMacSize);
  if (size > 0) {
    c.take(f.tsigMac, size);
    c.nest();
    c.expert(WARN, 'Undecoded', reason, f.tsigNoAlgorithm);
    c.unnest();
  }
  c.u16(f.tsigOriginalId);
  c.u16(f.tsigError);
  const other = c.u16(f.tsigOtherLength);
  if (other > 0) c.take(f.tsigOther, other);
}

function keyExchange(c: Cursor, m: DnsMessage): void {
  m.domain(c, f.tkeyAlgorithm);
  seconds(c, f.tkeyInception);
  seconds(c, f.tkeyExpiration);
  c.u16(f.tkeyMode);
  c.u16(f.tkeyError);
  const size = c.u16(f.tkeyKeySize);
  if (size > 0) c.take(f.tkeyKey, size);
  const other = c.u16(f.tkeyOtherSize);
  if (other > 0) c.take(f.tkeyOther, other);
}
