import type { Compression } from './decompressor.ts';
import { isPcapMagic } from './pcap-header.ts';
import { BYTE_ORDER_MAGIC, blockType } from './pcapng-format.ts';

/** The compression of data that begin with `head`, or null. */
export function detectCompression(head: Uint8Array): Compression | null {
  if (starts(head, [0x1f, 0x8b])) return 'gzip';
  if (starts(head, [0x28, 0xb5, 0x2f, 0xfd])) return 'zstd';
  return null;
}

/** The capture format of (uncompressed) data that begin with `head`, or null. */
export function detectContainer(head: Uint8Array): 'pcap' | 'pcapng' | null {
  if (head.length < 4) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (isPcapMagic(view, 0)) return 'pcap';
  if (view.getUint32(0) !== blockType.sectionHeader) return null;
  if (head.length < 12) return 'pcapng';
  const magic = [view.getUint32(8, true), view.getUint32(8, false)];
  return magic.includes(BYTE_ORDER_MAGIC) ? 'pcapng' : null;
}

interface Look {
  readonly bytes: string | readonly number[];
  readonly at?: number;
  readonly looks: string;
  readonly advice?: string;
}

const UNPACK = 'Unpack it first, then open the capture inside.';
const CONVERT = 'Convert it to pcapng first, for example with Wireshark (Save As) or editcap.';

const LOOKS: readonly Look[] = [
  { bytes: 'snoop\0\0\0', looks: 'a Sun snoop capture', advice: CONVERT },
  { bytes: 'RTSS', looks: 'a Microsoft Network Monitor 1.x capture', advice: CONVERT },
  { bytes: 'GMBU', looks: 'a Microsoft Network Monitor 2.x capture', advice: CONVERT },
  { bytes: 'TRSNIFF data', looks: 'a Sniffer capture', advice: CONVERT },
  { bytes: 'XCP\0', looks: 'a Windows Sniffer capture', advice: CONVERT },
  { bytes: '\x7fver', looks: 'a Savvius *Peek capture', advice: CONVERT },
  { bytes: 'btsnoop\0', looks: 'a Bluetooth HCI log (btsnoop)', advice: CONVERT },
  { bytes: 'PK\x03\x04', looks: 'a zip archive', advice: UNPACK },
  { bytes: 'PK\x05\x06', looks: 'an empty zip archive' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], looks: 'an xz file', advice: UNPACK },
  { bytes: 'BZh', looks: 'a bzip2 file', advice: UNPACK },
  { bytes: [0x04, 0x22, 0x4d, 0x18], looks: 'an lz4 file', advice: UNPACK },
  { bytes: "7z\xbc\xaf'\x1c", looks: 'a 7-Zip archive', advice: UNPACK },
  { bytes: 'Rar!', looks: 'a RAR archive', advice: UNPACK },
  { bytes: 'ustar', at: 257, looks: 'a tar archive', advice: UNPACK },
  { bytes: '\x7fELF', looks: 'a Linux program' },
  { bytes: 'MZ', looks: 'a Windows program' },
  { bytes: '%PDF', looks: 'a PDF document' },
  { bytes: '\x89PNG', looks: 'a PNG picture' },
  { bytes: [0xff, 0xd8, 0xff], looks: 'a JPEG picture' },
  { bytes: 'SQLite format 3\0', looks: 'an SQLite database' },
  { bytes: '-----BEGIN ', looks: 'a PEM key or certificate' },
  { bytes: '{"', looks: 'a JSON document' },
  { bytes: '[{', looks: 'a JSON document' },
  { bytes: '<?xml', looks: 'an XML document' },
];

/** Says what data that are no capture look like: "a zip archive. Unpack it first, ...". */
export function describeUnknown(head: Uint8Array): string {
  const look = LOOKS.find(({ bytes, at = 0 }) => starts(head.subarray(at), codes(bytes)));
  if (look !== undefined) return look.advice === undefined ? `${look.looks}.` : `${look.looks}. ${look.advice}`;
  if (isTextTransferred(head)) {
    return 'a pcapng capture whose line ends were changed by a text-mode transfer. Copy it again in binary mode.';
  }
  if (isText(head)) return describeText(new TextDecoder('latin1').decode(head));
  if (head.every((byte) => byte === 0)) return 'nothing but zero bytes.';
  const hex = Array.from(head.subarray(0, 4), (byte) => byte.toString(16).padStart(2, '0'));
  return `no format known here; it begins with the bytes ${hex.join(' ')}.`;
}

function describeText(text: string): string {
  if (/^\s*<(!doctype html|html|head|body)/i.test(text)) {
    return 'a web page. The download probably gave an error page instead of the capture.';
  }
  if (/^\s*<\?xml/.test(text)) return 'an XML document.';
  if (/^\s*[0-9a-f]{4,8}:?\s+([0-9a-f]{2}\s?){4}/im.test(text)) {
    return 'a text with a hex dump. text2pcap turns such a dump into a capture.';
  }
  if (/^(CLIENT_|SERVER_|EXPORTER_|RSA )/m.test(text)) return 'a TLS key log.';
  return 'a text file.';
}

/** A section header whose type has lost or gained line ends, with the byte-order magic soon after. */
function isTextTransferred(head: Uint8Array): boolean {
  if (head.length < 16 || (head[0] !== 10 && head[0] !== 13)) return false;
  const magic = [0x1a, 0x2b, 0x3c, 0x4d];
  return [5, 6, 7, 8, 9, 10, 11].some(
    (at) => starts(head.subarray(at), magic) || starts(head.subarray(at), magic.toReversed()),
  );
}

function isText(head: Uint8Array): boolean {
  return head.every((byte) => byte >= 0x20 || byte === 9 || byte === 10 || byte === 13 || byte === 12);
}

function codes(bytes: string | readonly number[]): readonly number[] {
  return typeof bytes === 'string' ? Array.from(bytes, (char) => char.charCodeAt(0)) : bytes;
}

function starts(head: Uint8Array, bytes: readonly number[]): boolean {
  return head.length >= bytes.length && bytes.every((byte, index) => head[index] === byte);
}
