import type { Field } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import { plainText } from '../../tree/bytes-text.ts';
import { entryBytes } from '../../tree/value-text.ts';
import { f } from './http-fields.ts';

/** Noted in every message that is no continuation; its range is the first line. */
export const httpInfoFields: readonly Field[] = [f.firstLine];

/** The first line, and a blank that sets what the body adds apart: `GET / HTTP/1.1 `. */
export function httpInfo(v: LayerView): string {
  const entry = v.entry(f.firstLine);
  if (entry < 0) return 'Continuation';
  const line = entryBytes(v.frame, entry);
  return `${plainText(line, 0, line.length)} `;
}
