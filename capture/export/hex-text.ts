/** `0000  ff ff ...   ......`: sixteen bytes a line with their characters, dots for what is not printable ASCII. */
export function hexDump(bytes: Uint8Array): string {
  const digits = bytes.length > 0x10000 ? 8 : 4;
  let out = '';
  for (let at = 0; at < bytes.length; at += 16) {
    let hex = '';
    let text = '';
    for (let i = at; i < Math.min(at + 16, bytes.length); i++) {
      const byte = bytes[i];
      hex += `${byte.toString(16).padStart(2, '0')} `;
      text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
    }
    out += `${at.toString(16).padStart(digits, '0')}  ${hex.padEnd(48)}  ${text}\n`;
  }
  return out;
}
