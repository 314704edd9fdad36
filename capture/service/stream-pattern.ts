import { ebcdicTable } from '../streams/byte-texts.ts';
import type { StreamForm } from '../streams/row.ts';
import type { StreamPattern } from '../streams/stream-search.ts';

/** What to look for in a stream, or a sentence why that cannot be looked for. */
export function streamPattern(
  kind: 'text' | 'hex',
  text: string,
  matchCase: boolean,
  form: StreamForm,
): StreamPattern | string {
  if (kind === 'hex') {
    const digits = text.replace(/0x|[\s:.,-]/gi, '');
    if (digits === '' || digits.length % 2 !== 0 || !/^[\da-f]+$/i.test(digits)) {
      return 'Type bytes as pairs of hexadecimal digits: 47 45 54.';
    }
    return { needles: [new Uint8Array(Buffer.from(digits, 'hex'))], fold: false, table: undefined };
  }
  if (text === '') return 'Type the text to look for.';
  const narrow = new TextEncoder().encode(text);
  if (form === 'ebcdic') return { needles: [narrow], fold: !matchCase, table: ebcdicTable };
  const wide = new Uint8Array(Buffer.from(text, 'utf16le'));
  return { needles: [narrow, wide], fold: !matchCase, table: undefined };
}
