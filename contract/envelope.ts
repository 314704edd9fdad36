import { decodeTextStrictly, encodeText } from './runtime.ts';

/**
 * Byte layout of a message; integers are little-endian.
 *
 * ```
 * offset  size
 *      0     1  format, 1
 *      1     1  kind, see `envelopeKinds`
 *      2     2  number of binary parts p
 *      4     4  request id; 0 where the message belongs to no request
 *      8     4  length c of the control part
 *     12     1  length n of the name
 *     13     3  zero
 *     16   4*p  length of each binary part
 *            n  name of the request or event, ASCII
 *            c  control part: JSON in UTF-8, or empty
 *          0-7  zeros up to a multiple of 8   } once per
 *               binary part                   } binary part
 * ```
 *
 * Parts begin at multiples of 8, so a receiver can lay any typed array over them without copying. Example: request 7 of
 * `bytes.put`, whose params are a list of one binary value, so that the control part is `[0]`; part 0 holds aa bb:
 *
 * ```
 * 00  01 02 01 00  07 00 00 00  03 00 00 00  09 00 00 00
 * 10  02 00 00 00  62 79 74 65  73 2e 70 75  74 5b 30 5d     "bytes.put" "[0]"
 * 20  aa bb
 * ```
 */
export interface Envelope {
  readonly kind: EnvelopeKind;
  readonly requestId: number;
  readonly name: string;
  /** Parsed JSON; undefined when the control part is empty. */
  readonly control: unknown;
  readonly parts: readonly Uint8Array[];
}

export const envelopeKinds = [
  'hello',
  'request',
  'result',
  'error',
  'cancel',
  'event',
  'progress',
  'item',
  'acknowledge',
] as const;

export type EnvelopeKind = (typeof envelopeKinds)[number];

export const maxParts = 256;
const format = 1;
const headerLength = 16;
const partAlignment = 8;

/** Thrown for bytes that are not an envelope; the sender is broken or hostile. */
export class EnvelopeError extends Error {
  override readonly name = 'EnvelopeError';
}

const aligned = (offset: number): number => Math.ceil(offset / partAlignment) * partAlignment;

export function encodeEnvelope(
  kind: EnvelopeKind,
  requestId: number,
  name: string,
  control: unknown,
  parts: readonly Uint8Array[] = [],
): Uint8Array<ArrayBuffer> {
  const nameBytes = encodeText(name);
  const json = JSON.stringify(control);
  const controlBytes = encodeText(json ?? '');
  if (parts.length > maxParts)
    throw new EnvelopeError(`A message can hold ${maxParts} binary parts, not ${parts.length}.`);
  const controlStart = headerLength + 4 * parts.length + nameBytes.length;
  let length = controlStart + controlBytes.length;
  for (const part of parts) length = aligned(length) + part.length;

  const bytes = new Uint8Array(length);
  const header = new DataView(bytes.buffer);
  header.setUint8(0, format);
  header.setUint8(1, envelopeKinds.indexOf(kind) + 1);
  header.setUint16(2, parts.length, true);
  header.setUint32(4, requestId, true);
  header.setUint32(8, controlBytes.length, true);
  header.setUint8(12, nameBytes.length);
  bytes.set(nameBytes, controlStart - nameBytes.length);
  bytes.set(controlBytes, controlStart);
  let offset = controlStart + controlBytes.length;
  parts.forEach((part, index) => {
    header.setUint32(headerLength + 4 * index, part.length, true);
    bytes.set(part, aligned(offset));
    offset = aligned(offset) + part.length;
  });
  return bytes;
}

/** Kind and request id of a message whose rest may be too large or broken; undefined when even those are missing. */
export function peekEnvelope(bytes: Uint8Array): { kind: EnvelopeKind; requestId: number } | undefined {
  if (bytes.length < headerLength || bytes[0] !== format) return undefined;
  const kind = envelopeKinds[bytes[1] - 1];
  if (kind === undefined) return undefined;
  return { kind, requestId: new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true) };
}

/**
 * Reads a message. The parts are views of `bytes`, or of one copy of it where `bytes` does not begin at a multiple of 8
 * of its buffer. Throws `EnvelopeError`; allocates nothing in proportion to lengths that are only claimed.
 */
export function decodeEnvelope(received: Uint8Array): Envelope {
  const bytes = received.byteOffset % partAlignment === 0 ? received : new Uint8Array(received);
  const start = peekEnvelope(bytes);
  if (start === undefined) throw new EnvelopeError('The message has no valid header.');
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const partCount = header.getUint16(2, true);
  const controlLength = header.getUint32(8, true);
  const nameLength = header.getUint8(12);
  const nameStart = headerLength + 4 * partCount;
  const controlStart = nameStart + nameLength;
  let offset = controlStart + controlLength;
  if (partCount > maxParts || offset > bytes.length)
    throw new EnvelopeError('The message is shorter than its header says.');

  const parts: Uint8Array[] = [];
  for (let index = 0; index < partCount; index += 1) {
    const partStart = aligned(offset);
    offset = partStart + header.getUint32(headerLength + 4 * index, true);
    if (offset > bytes.length) throw new EnvelopeError('A binary part is shorter than the header says.');
    parts.push(new Uint8Array(bytes.buffer, bytes.byteOffset + partStart, offset - partStart));
  }
  if (offset !== bytes.length) throw new EnvelopeError('The message is longer than its header says.');
  const name = decodeName(bytes.subarray(nameStart, controlStart));
  return { ...start, name, control: parseControl(bytes.subarray(controlStart, controlStart + controlLength)), parts };
}

function decodeName(bytes: Uint8Array): string {
  for (const byte of bytes) if (byte < 0x21 || byte > 0x7e) throw new EnvelopeError('The message name is not ASCII.');
  return decodeTextStrictly(bytes);
}

function parseControl(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(decodeTextStrictly(bytes));
  } catch {
    throw new EnvelopeError('The control part is not JSON.');
  }
}
