import type { Cursor } from '../../model/cursor.ts';
import { ERROR } from '../../model/expert.ts';
import { valueText } from '../../tree/value-text.ts';
import { firstDamage } from '../asn1/der.ts';
import { noteCertificate, noteName, x509Group } from '../x509/certificate.ts';
import { noteStatus, ocspResponse } from '../x509/ocsp-types.ts';
import { e } from './extension-fields.ts';
import { readSignatureAlgorithm } from './signature-algorithm.ts';
import { f } from './tls-fields.ts';

const TLS_1_2 = 0x0303;

/** Reads a Certificate message (RFC 5246 section 7.4.2) of TLS 1.2 and before. */
export function certificates(c: Cursor): void {
  const outer = c.scope(c.u24(f.certificatesLength));
  const entry = c.open(f.certificates);
  if (entry >= 0) c.label(entry, `Certificates (${c.remaining} bytes)`);
  while (c.remaining > 0) certificate(c, c.u24(f.certificateLength));
  c.close(entry);
  c.leave(outer);
}

/**
 * Reads a certificate of `length` bytes. What is in it is decoded where it is wanted; every pass gets the same answer to
 * whether its lengths make sense.
 */
export function certificate(c: Cursor, length: number): void {
  const at = c.take(f.certificate, length);
  const entry = c.wants(f.certificate) ? c.tape.count - 1 : -1;
  if (c.wantsAny(x509Group)) {
    const subject = noteCertificate(c, at, at + length);
    if (c.labels(entry)) c.label(entry, `Certificate: ${valueText(c.frame, entry, f.certificate)} (${subject})`);
  }
  if (firstDamage(c.bytes, at, at + length) < 0) return;
  c.nest();
  c.expert(ERROR, 'Malformed', 'Lengths within the certificate make no sense');
  c.unnest();
}

/** Reads a Certificate Status message (RFC 6066 section 8). */
export function certificateStatus(c: Cursor): void {
  c.u8(e.statusType);
  const length = c.u24(f.ocspLength);
  const at = c.take(f.ocspResponse, length);
  if (c.wants(f.ocspResponse)) c.label(c.tape.count - 1, f.ocspResponse.title);
  c.nest();
  if (c.wantsAny(x509Group)) noteStatus(c, ocspResponse, at, at + length);
  if (firstDamage(c.bytes, at, at + length) >= 0) {
    c.expert(ERROR, 'Malformed', 'Lengths within the response make no sense');
  }
  c.unnest();
}

/** Reads a Certificate Request message (RFC 5246 section 7.4.4) of TLS 1.2 and before. */
export function certificateRequest(c: Cursor, version: number): void {
  const outer = c.scope(c.u8(f.certificateTypesCount));
  const entry = c.open(f.certificateTypes);
  if (entry >= 0) c.label(entry, `Certificate types (${c.remaining} type${c.remaining === 1 ? '' : 's'})`);
  while (c.remaining > 0) c.u8(f.certificateType);
  c.close(entry);
  c.leave(outer);
  if (version >= TLS_1_2) {
    const rest = c.scope(c.u16(e.signaturesLength));
    const list = c.open(e.signatures);
    if (list >= 0)
      c.label(list, `Signature Hash Algorithms (${c.remaining >> 1} algorithm${c.remaining === 2 ? '' : 's'})`);
    while (c.remaining > 1) readSignatureAlgorithm(c);
    c.close(list);
    c.leave(rest);
  }
  distinguishedNames(c);
}

function distinguishedNames(c: Cursor): void {
  const length = c.u16(f.distinguishedNamesLength);
  if (length === 0) return;
  const outer = c.scope(length);
  const entry = c.open(f.distinguishedNames);
  if (entry >= 0) c.label(entry, `Distinguished Names (${length} bytes)`);
  let damaged = false;
  while (c.remaining > 0) {
    const size = c.u16(f.distinguishedNameLength);
    const at = c.pos;
    c.skip(size);
    if (size === 0) continue;
    if (c.wants(f.distinguishedName) || c.wantsAny(x509Group)) noteName(c, f.distinguishedName, at, at + size);
    if (firstDamage(c.bytes, at, at + size) >= 0) damaged = true;
  }
  if (damaged) c.expert(ERROR, 'Malformed', 'Lengths within the names make no sense');
  c.close(entry);
  c.leave(outer);
}
