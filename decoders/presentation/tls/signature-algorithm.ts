import type { Cursor } from '../../model/cursor.ts';
import { e } from './extension-fields.ts';

/** What {@link readSignatureAlgorithm} notes. */
export const signatureFields = { signature: e.signature, hash: e.signatureHash, key: e.signatureKey };

/** Reads a signature algorithm: one scheme in TLS 1.3, a hash and a signature in TLS 1.2. */
export function readSignatureAlgorithm(c: Cursor): void {
  const at = c.pos;
  const value = c.u16(e.signature);
  if (!c.noting) return;
  c.nest();
  c.at(e.signatureHash, at, 1, value >>> 8);
  c.at(e.signatureKey, at + 1, 1, value & 0xff);
  c.unnest();
}
