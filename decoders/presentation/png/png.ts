import { mediaTypeNumbers } from '../../dispatch/media-types.ts';
import { mediaTypes } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { bool, double, fields, none, octets, text, uint8, uint16, uint32 } from '../../model/field.ts';
import { latin, plainText } from '../../tree/bytes-text.ts';
import { noteOtherBytes } from '../other-bytes.ts';
import { pictureStory } from '../picture-story.ts';

const titles: Readonly<Record<string, string>> = {
  IHDR: 'Image Header',
  PLTE: 'Palette',
  IDAT: 'Image data chunk',
  IEND: 'Image Trailer',
  tRNS: 'Transparency',
  cHRM: 'Primary chromaticities and white point',
  gAMA: 'Image gamma',
  iCCP: 'Embedded ICC profile',
  sBIT: 'Significant bits',
  sRGB: 'Standard RGB colour space',
  tEXt: 'Textual data',
  zTXt: 'Compressed textual data',
  iTXt: 'International textual data',
  bKGD: 'Background colour',
  hIST: 'Image histogram',
  pHYs: 'Physical pixel dimensions',
  sPLT: 'Suggested palette',
  tIME: 'Image last-modification time',
};

const f = fields('png', {
  signature: octets('signature', 'PNG Signature'),
  chunk: none('/text', 'Chunk'),
  length: uint32('chunk.len', 'Len'),
  type: text('chunk.type', 'Chunk', { charset: 'ascii' }),
  ancillary: bool('chunk.flag.ancillary', 'Ancillary', {
    mask: 0x2000_0000,
    truth: ['This is an ANCILLARY chunk', 'This is a CRITICAL chunk'],
  }),
  private: bool('chunk.flag.private', 'Private', {
    mask: 0x0020_0000,
    truth: ['This is a PRIVATE chunk', 'This is a PUBLIC chunk'],
  }),
  safeToCopy: bool('chunk.flag.stc', 'Safe To Copy', {
    mask: 0x0000_0020,
    truth: ['This chunk is SAFE TO COPY', 'This chunk is NOT safe to copy'],
  }),
  data: none('chunk.data', 'Data'),
  crc: uint32('chunk.crc', 'CRC', { base: 'hex' }),
  width: uint32('ihdr.width', 'Width'),
  height: uint32('ihdr.height', 'Height'),
  bitDepth: uint8('ihdr.bitdepth', 'Bit Depth'),
  colourType: uint8('ihdr.colour_type', 'Colour Type', {
    names: {
      0: 'Greyscale',
      2: 'Truecolour',
      3: 'Indexed-colour',
      4: 'Greyscale with alpha',
      6: 'Truecolour with alpha',
    },
  }),
  compression: uint8('ihdr.compression_method', 'Compression Method', { names: { 0: 'Deflate' } }),
  filter: uint8('ihdr.filter_method', 'Filter Method', { names: { 0: 'Adaptive' } }),
  interlace: uint8('ihdr.interlace_method', 'Interlace Method', { names: { 0: 'No interlace', 1: 'Adam7' } }),
  gamma: double('gama.gamma', 'Gamma'),
  palette: uint8('bkgd.palette_index', 'Palette Index'),
  grey: uint16('bkgd.greyscale', 'Greyscale', { base: 'hex' }),
  red: uint16('bkgd.red', 'Red', { base: 'hex' }),
  green: uint16('bkgd.green', 'Green', { base: 'hex' }),
  blue: uint16('bkgd.blue', 'Blue', { base: 'hex' }),
  intent: uint8('srgb.intent', 'Intent', {
    names: { 0: 'Perceptual', 1: 'Relative colorimetric', 2: 'Saturation', 3: 'Absolute colorimetric' },
  }),
  keyword: text('text.keyword', 'Keyword'),
  string: text('text.string', 'String'),
  year: uint16('time.year', 'Year'),
  month: uint8('time.month', 'Month'),
  day: uint8('time.day', 'Day'),
  hour: uint8('time.hour', 'Hour'),
  minute: uint8('time.minute', 'Minute'),
  second: uint8('time.second', 'Second'),
  horizontal: uint32('phys.horiz', 'Horizontal pixels per unit'),
  vertical: uint32('phys.vert', 'Vertical pixels per unit'),
  unit: uint8('phys.unit', 'Unit', { base: 'name', names: { 0: 'Unit is unknown', 1: 'Unit is METRE' } }),
});

/** The first four of the eight bytes that every such image begins with. */
const SIGNATURE = 0x89504e47;

/** Images in the Portable Network Graphics format. */
export const png = protocol({
  name: 'png',
  title: 'Portable Network Graphics',
  short: '',
  osi: 6,
  rule: 'represents an image as compressed bytes',
  unit: 'data',
  rfc: [2083],
  fields: f,
  leaf: true,
  extends: true,
  claims: [[mediaTypes, ...mediaTypeNumbers('image/png', 'image/x-png')]],
  decode(c) {
    const at = c.pos;
    c.take(f.signature, 8);
    if (c.peek32(at) !== SIGNATURE) {
      noteOtherBytes(c);
      return;
    }
    while (c.remaining > 0 && !c.tape.overflowed) chunk(c);
  },
  info: () => ' (PNG)',
  story: (v) => pictureStory(v.num(f.width), v.num(f.height)),
});

function chunk(c: Cursor): void {
  const entry = c.open(f.chunk);
  const length = c.u32(f.length);
  const at = c.pos;
  if (c.available < 4) c.short(4);
  const type = latin(c.bytes, at, at + 4);
  const title = Object.hasOwn(titles, type) ? titles[type] : 'Unknown chunk';
  c.label(entry, `${title} (${plainText(c.bytes, at, at + 4)})`);
  c.take(f.type, 4);
  const word = c.peek32(at);
  c.bits(f.ancillary, word);
  c.bits(f.private, word);
  c.bits(f.safeToCopy, word);
  const outer = c.scope(length);
  chunkData(c, type);
  if (c.remaining > 0) c.take(f.data, c.remaining);
  c.leave(outer);
  c.u32(f.crc);
  c.close(entry);
}

function chunkData(c: Cursor, type: string): void {
  switch (type) {
    case 'IHDR':
      c.u32(f.width);
      c.u32(f.height);
      c.u8(f.bitDepth);
      c.u8(f.colourType);
      c.u8(f.compression);
      c.u8(f.filter);
      c.u8(f.interlace);
      break;
    case 'gAMA':
      c.skip(4);
      c.at(f.gamma, c.pos - 4, 4, c.peek32(c.pos - 4) / 100_000);
      break;
    case 'bKGD':
      background(c);
      break;
    case 'sRGB':
      c.u8(f.intent);
      break;
    case 'tEXt':
      keyword(c);
      break;
    case 'tIME':
      c.u16(f.year);
      for (const field of [f.month, f.day, f.hour, f.minute, f.second]) c.u8(field);
      break;
    case 'pHYs':
      c.u32(f.horizontal);
      c.u32(f.vertical);
      c.u8(f.unit);
      break;
  }
}

/** The background colour; how it is written follows from the colour type, which its length tells too. */
function background(c: Cursor): void {
  if (c.remaining === 1) c.u8(f.palette);
  else if (c.remaining === 2) c.u16(f.grey);
  else if (c.remaining === 6) {
    c.u16(f.red);
    c.u16(f.green);
    c.u16(f.blue);
  }
}

/** A keyword and its text, separated by a NUL. */
function keyword(c: Cursor): void {
  const nul = c.bytes.indexOf(0, c.pos);
  const end = nul < 0 || nul > c.end ? c.end : nul;
  c.take(f.keyword, end - c.pos);
  if (c.available > 1) {
    c.skip(1);
    c.take(f.string, c.remaining);
  }
}
