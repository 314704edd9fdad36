import type { Cursor } from '../../model/cursor.ts';
import { CHAT, type Severity, WARN } from '../../model/expert.ts';
import type { Field } from '../../model/field.ts';
import { type ContentCoding, type Decompressed, decodedLimit } from '../../presentation/codecs.ts';
import { plainText } from '../../tree/bytes-text.ts';
import { f } from './http-fields.ts';
import type { MessageHead } from './message-head.ts';

/** What a body that cannot be decoded decodes to. */
export const NOTHING = new Uint8Array(0);

const remarks: Readonly<Record<Decompressed['end'], string | undefined>> = {
  whole: undefined,
  unfinished: 'The compressed body is not whole; what is there was decoded',
  limit: 'The body decodes to more than is shown; it was cut',
  damaged: 'The compressed body is damaged; what comes before the damage was decoded',
};

/**
 * Decodes a compressed body and notes how long it is in both forms. {@link NOTHING} when it cannot be decoded.
 *
 * @param source of the compressed bytes, which begin at `start` of it
 */
export function decodeContent(
  c: Cursor,
  head: MessageHead,
  coding: ContentCoding,
  bytes: Uint8Array,
  source: number,
  start: number,
): Uint8Array {
  const { codecs } = c.frame.session;
  const result = codecs?.decompress(coding, bytes, decodedLimit(bytes.length));
  const after = result ? ` -> ${result.bytes.length} bytes` : '';
  noteEntity(c, head, source, start, bytes.length, after);
  c.nest();
  const remark = result ? remarks[result.end] : undefined;
  if (!codecs) quietly(c, CHAT, 'Decompression disabled');
  else if (!result) quietly(c, WARN, f.decodingFailed.title, f.decodingFailed);
  else if (remark !== undefined) quietly(c, WARN, remark);
  c.unnest();
  return result?.bytes ?? NOTHING;
}

/** Notes a body of a coding that cannot be undone. */
export function noteUnknownCoding(c: Cursor, head: MessageHead, source: number, start: number, length: number): void {
  noteEntity(c, head, source, start, length, '');
  c.nest();
  quietly(c, WARN, f.decodingFailed.title, f.decodingFailed);
  c.unnest();
}

function noteEntity(c: Cursor, head: MessageHead, source: number, start: number, length: number, after: string): void {
  const entry = c.elsewhere(f.heading, source, start, length);
  if (entry < 0) return;
  const coding = plainText(c.bytes, head.codingStart, head.codingEnd);
  c.label(entry, `Content-encoded entity body (${coding}): ${length} bytes${after}`);
}

/** An expert note that does not raise the frame's severity: bodies are not decoded in every pass. */
function quietly(c: Cursor, severity: Severity, reason: string, field?: Field): void {
  const { packet } = c.frame;
  const before = packet.severity;
  c.expert(severity, 'Undecoded', reason, field);
  packet.severity = before;
}
