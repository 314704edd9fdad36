import { hex, ipv4Text, ipv6Text } from '../../decoders/tree/bytes-text.ts';
import { blockType } from '../sources/pcapng-format.ts';
import type { Capture } from '../store/capture.ts';

const IPV4 = 1;
const IPV6 = 2;
const EUI48 = 3;
/** Bytes of a block before its records. */
const HEADER = 8;
/** Longest block that is looked at. */
const LONGEST = 1 << 20;

/** Names that the Name Resolution Blocks of a pcapng file give to addresses. */
export function nameRecords({ source: { details, frameBytes } }: Capture): Map<string, string> {
  const out = new Map<string, string>();
  let little = true;
  for (let index = 0; index < details.blockCount; index++) {
    const { type, offset, length } = details.block(index);
    if (type === blockType.sectionHeader) little = frameBytes.read(offset + 8, 1)[0] === 0x4d;
    if (type !== blockType.nameResolution || length > LONGEST) continue;
    readRecords(frameBytes.read(offset + HEADER, length - HEADER - 4), little, out);
  }
  return out;
}

/** Reads records up to the one that ends them, or the end of the bytes. */
export function readRecords(bytes: Uint8Array, little: boolean, out: Map<string, string>): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at + 4 <= bytes.length; ) {
    const type = view.getUint16(at, little);
    const length = view.getUint16(at + 2, little);
    const value = at + 4;
    if (type === 0 || value + length > bytes.length) return;
    const size = type === IPV4 ? 4 : type === IPV6 ? 16 : type === EUI48 ? 6 : length;
    if (size < length) {
      const address =
        type === IPV4
          ? ipv4Text(view.getUint32(value))
          : type === IPV6
            ? ipv6Text(bytes, value)
            : hex(bytes, value, value + 6, ':');
      const [name] = new TextDecoder().decode(bytes.subarray(value + size, value + length)).split('\0');
      if (name && !out.has(address)) out.set(address, name);
    }
    at = value + length + ((4 - (length % 4)) % 4);
  }
}
