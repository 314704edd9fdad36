import type { Dissection } from '../../decoders/model/dissection.ts';
import { hexDump } from '../export/hex-text.ts';

/** `-x`: the bytes of a frame and of data made from it, in tshark's form. Sources are named when there are several. */
export function frameHexDump(d: Dissection): string {
  const { sources } = d;
  let out = '';
  for (const source of sources) {
    const bytes = source.bytes.subarray(source.start, source.end);
    if (sources.length > 1) out += `${source.name} (${bytes.length} ${bytes.length === 1 ? 'byte' : 'bytes'}):\n`;
    out += hexDump(bytes);
    if (sources.length > 1 && source !== sources[sources.length - 1]) out += '\n';
  }
  return out;
}
