import { mediaTypeNumbers } from '../../dispatch/media-types.ts';
import { mediaTypes } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { type Field, fields, none, octets, text, uint8, uint16, valueName } from '../../model/field.ts';
import { hex, latin } from '../../tree/bytes-text.ts';
import { noteOtherBytes } from '../other-bytes.ts';
import { pictureStory } from '../picture-story.ts';

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;

const extensionNames = { 1: 'Plain Text', 249: 'Graphics Control', 254: 'Comment', 255: 'Application' };
const flag = { 0: 'False', 1: 'True' };

const f = fields('image-gif', {
  version: text('version', 'Version', { charset: 'ascii' }),
  width: uint16('screen.width', 'Screen width'),
  height: uint16('screen.height', 'Screen height'),
  globalSettings: none('/text', 'Global settings'),
  globalPresent: uint8('global.color_map.present', 'Global color map is present', { mask: 0x80, names: flag }),
  globalDepth: uint8('global.color_bpp', 'Bits per color minus 1', { mask: 0x70 }),
  globalOrdered: uint8('global.color_map.ordered', 'Global color map is ordered', { mask: 0x08, names: flag }),
  globalBits: uint8('global.bpp', 'Image bits per pixel minus 1', { mask: 0x07 }),
  background: uint8('image_background_index', 'Background color index'),
  aspect: uint8('global.pixel_aspect_ratio', 'Global pixel aspect ratio'),
  globalMap: octets('global.color_map', 'Global color map'),
  extension: none('extension', 'Extension'),
  label: uint8('extension.label', 'Extension label', {
    base: 'hex',
    names: extensionNames,
  }),
  block: octets('data_block', 'Data block'),
  image: none('image', 'Image'),
  left: uint16('image.left', 'Image left position'),
  top: uint16('image.top', 'Image top position'),
  imageWidth: uint16('image.width', 'Image width'),
  imageHeight: uint16('image.height', 'Image height'),
  localSettings: none('/text', 'Local settings'),
  localPresent: uint8('local.color_map.present', 'Local color map is present', { mask: 0x80, names: flag }),
  localDepth: uint8('local.color_bpp', 'Bits per color minus 1', { mask: 0x70 }),
  localOrdered: uint8('local.color_map.ordered', 'Local color map is ordered', { mask: 0x08, names: flag }),
  localBits: uint8('local.bpp', 'Image bits per pixel minus 1', { mask: 0x07 }),
  localMap: octets('local.color_map', 'Local color map'),
  codeSize: uint8('image.code_size', 'LZW minimum code size'),
  end: none('end', 'Trailer (End of the GIF stream)'),
});

const gifName = /^GIF8[79]a$/;

/** Images in the Graphics Interchange Format. */
export const gif = protocol({
  name: 'image-gif',
  title: 'Compuserve GIF',
  short: '',
  osi: 6,
  rule: 'represents an image as compressed bytes',
  unit: 'data',
  rfc: ['GIF89a specification'],
  fields: f,
  leaf: true,
  extends: true,
  claims: [[mediaTypes, ...mediaTypeNumbers('image/gif')]],
  decode(c) {
    const start = c.pos;
    c.take(f.version, 6);
    if (!gifName.test(latin(c.bytes, start, start + 6))) {
      noteOtherBytes(c);
      return;
    }
    c.u16le(f.width);
    c.u16le(f.height);
    const settings = colours(c, f.globalSettings, 'Global', [
      f.globalPresent,
      f.globalDepth,
      f.globalOrdered,
      f.globalBits,
    ]);
    c.u8(f.background);
    c.u8(f.aspect);
    if (settings & 0x80) c.take(f.globalMap, mapLength(settings));
    while (c.remaining > 0 && !c.tape.overflowed && block(c));
  },
  heading: (v) => `Compuserve GIF${v.has(f.version) ? `, Version: ${v.text(f.version)}` : ''}`,
  info: (v) => (v.has(f.version) ? ` (${v.text(f.version)})` : ''),
  infoFields: [f.version],
  story: (v) => pictureStory(v.num(f.width), v.num(f.height)),
});

/** Reads a byte of colour settings. */
function colours(c: Cursor, heading: Field, title: string, bits: readonly Field[]): number {
  const entry = c.open(heading);
  const at = c.pos;
  c.skip(1);
  const word = c.peek8(at);
  const depth = ((word >>> 4) & 7) + 1;
  const pixel = (word & 7) + 1;
  const bitsOf = (count: number, of: string) => ` (${count} ${count === 1 ? 'bit' : 'bits'} per ${of})`;
  const table = word & 0x80 ? ` (${title} color table present)` : '';
  c.label(entry, `${title} settings:${table}${bitsOf(depth, 'color')}${bitsOf(pixel, 'pixel')}`);
  for (const field of bits) c.at(field, at, 1, (word & field.mask) >>> field.shift);
  c.close(entry);
  return word;
}

/** Bytes of the colour map that settings announce. */
function mapLength(settings: number): number {
  return 3 * (1 << ((settings & 7) + 1));
}

/** Reads an extension or image. False at the end of the stream. */
function block(c: Cursor): boolean {
  const kind = c.peek8(c.pos);
  if (kind === EXTENSION) {
    const entry = c.open(f.extension);
    c.skip(1);
    const label = c.u8(f.label);
    if (entry >= 0) c.label(entry, `Extension: ${valueName(extensionNames, label) ?? 'Unknown'}`);
    dataBlocks(c);
    c.close(entry);
    return true;
  }
  if (kind === IMAGE) {
    image(c);
    return true;
  }
  if (kind === TRAILER) c.take(f.end, 1);
  return false;
}

function image(c: Cursor): void {
  const entry = c.open(f.image);
  c.skip(1);
  c.u16le(f.left);
  c.u16le(f.top);
  c.u16le(f.imageWidth);
  c.u16le(f.imageHeight);
  const settings = colours(c, f.localSettings, 'Local', [f.localPresent, f.localDepth, f.localOrdered, f.localBits]);
  if (settings & 0x80) c.take(f.localMap, mapLength(settings));
  c.u8(f.codeSize);
  dataBlocks(c);
  c.close(entry);
}

/** Blocks with their length in front, the last one empty. */
function dataBlocks(c: Cursor): void {
  for (;;) {
    const at = c.pos;
    c.skip(1);
    const length = c.peek8(at);
    c.skip(length);
    if (c.wants(f.block)) {
      const shown = length === 0 ? '<none>' : hex(c.bytes, at + 1, at + 1 + Math.min(length, 36));
      const entry = c.at(f.block, at + 1, length, 0);
      c.label(entry, `Data block: ${shown}${length > 36 ? '…' : ''} (length = ${length})`);
    }
    if (length === 0) return;
  }
}
