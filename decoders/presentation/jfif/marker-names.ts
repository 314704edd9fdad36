const single: Readonly<Record<number, string>> = {
  65281: 'Reserved - For temporary private use in arithmetic coding',
  65472: 'Start of Frame (non-differential, Huffman coding) - Baseline DCT',
  65473: 'Start of Frame (non-differential, Huffman coding) - Extended sequential DCT',
  65474: 'Start of Frame (non-differential, Huffman coding) - Progressive DCT',
  65475: 'Start of Frame (non-differential, Huffman coding) - Lossless (sequential)',
  65476: 'Define Huffman table(s)',
  65477: 'Start of Frame (differential, Huffman coding) - Differential sequential DCT',
  65478: 'Start of Frame (differential, Huffman coding) - Differential progressive DCT',
  65479: 'Start of Frame (differential, Huffman coding) - Differential lossless (sequential)',
  65480: 'Start of Frame (non-differential, arithmetic coding) - Reserved for JPEG extensions',
  65481: 'Start of Frame (non-differential, arithmetic coding) - Extended sequential DCT',
  65482: 'Start of Frame (non-differential, arithmetic coding) - Progressive DCT',
  65483: 'Start of Frame (non-differential, arithmetic coding) - Lossless (sequential)',
  65484: 'Define arithmetic coding conditioning(s)',
  65485: 'Start of Frame (differential, arithmetic coding) - Differential sequential DCT',
  65486: 'Start of Frame (differential, arithmetic coding) - Differential progressive DCT',
  65487: 'Start of Frame (differential, arithmetic coding) - Differential lossless (sequential)',
  65496: 'Start of Image',
  65497: 'End of Image',
  65498: 'Start of Scan',
  65499: 'Define quantization table(s)',
  65500: 'Define number of lines',
  65501: 'Define restart interval',
  65502: 'Define hierarchical progression',
  65503: 'Expand reference component(s)',
  65534: 'Comment',
};

/** Names of JPEG markers (ITU-T T.81 table B.1). */
export function markerName(marker: number): string | undefined {
  if (Object.hasOwn(single, marker)) return single[marker];
  if (marker >= 0xffd0 && marker <= 0xffd7) {
    return `Restart interval termination - Restart with modulo 8 count ${marker - 0xffd0}`;
  }
  if (marker >= 0xffe0 && marker <= 0xffef) return `Reserved for application segments - ${marker - 0xffe0}`;
  return marker >= 0xfff0 && marker <= 0xfffd ? `Reserved for JPEG extensions - ${marker - 0xfff0}` : undefined;
}
