import { mediaTypeNumbers } from '../../dispatch/media-types.ts';
import { mediaTypes } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { fields, none, octets, text, uint8, uint16 } from '../../model/field.ts';
import { latin } from '../../tree/bytes-text.ts';
import { noteOtherBytes } from '../other-bytes.ts';
import { pictureStory } from '../picture-story.ts';
import { markerName } from './marker-names.ts';

const START = 0xffd8;
const END = 0xffd9;
const SCAN = 0xffda;
const APPLICATION_0 = 0xffe0;
const APPLICATION_1 = 0xffe1;
const COMMENT = 0xfffe;

const f = fields('image-jfif', {
  marker: uint16('marker', 'Marker', { base: 'hex', names: markerName }),
  segment: none('marker_segment', 'Marker segment'),
  frame: none('sof', 'Start of Frame header'),
  scan: none('header.sos', 'Start of Segment header'),
  commentHeader: none('header.comment', 'Comment header'),
  length: uint16('length', 'Length', { help: 'Bytes of the segment, those of the length included.' }),
  identifier: text('identifier', 'Identifier', { charset: 'ascii' }),
  version: none('version', 'Version'),
  major: uint8('version.major', 'Major Version'),
  minor: uint8('version.minor', 'Minor Version'),
  units: uint8('units', 'Units', {
    names: {
      0: 'No units; Xdensity and Ydensity specify the pixel aspect ratio',
      1: 'Dots per inch',
      2: 'Dots per centimeter',
    },
  }),
  xDensity: uint16('Xdensity', 'Xdensity'),
  yDensity: uint16('Ydensity', 'Ydensity'),
  xThumbnail: uint8('Xthumbnail', 'Xthumbnail'),
  yThumbnail: uint8('Ythumbnail', 'Ythumbnail'),
  precision: uint8('sof.precision', 'Sample Precision (bits)'),
  lines: uint16('sof.lines', 'Lines'),
  samples: uint16('sof.samples_per_line', 'Samples per line'),
  components: uint8('sof.nf', 'Number of image components in frame'),
  component: uint8('sof.c_i', 'Component identifier'),
  horizontal: uint8('sof.h_i', 'Horizontal sampling factor', { mask: 0xf0 }),
  vertical: uint8('sof.v_i', 'Vertical sampling factor', { mask: 0x0f }),
  quantization: uint8('sof.tq_i', 'Quantization table destination selector'),
  scanComponents: uint8('sos.ns', 'Number of image components in scan'),
  selector: uint8('sos.component_selector', 'Scan component selector'),
  dcSelector: uint8('sos.dc_entropy_selector', 'DC entropy coding table destination selector', { mask: 0xf0 }),
  acSelector: uint8('sos.ac_entropy_selector', 'AC entropy coding table destination selector', { mask: 0x0f }),
  spectralStart: uint8('sos.ss', 'Start of spectral or predictor selection'),
  spectralEnd: uint8('sos.se', 'End of spectral selection'),
  highBits: uint8('sos.ah', 'Successive approximation bit position high', { mask: 0xf0 }),
  lowBits: uint8('sos.al', 'Successive approximation bit position low or point transform', { mask: 0x0f }),
  comment: text('comment', 'Comment', { charset: 'ascii' }),
  rest: octets('remain_seg_data', 'Remaining segment data'),
  coded: octets('entropy_coded_segment', 'Entropy-coded segment (dissection is not yet implemented)'),
});

/** Images in the JPEG File Interchange Format. */
export const jfif = protocol({
  name: 'image-jfif',
  title: 'JPEG File Interchange Format',
  short: '',
  osi: 6,
  rule: 'represents an image as compressed bytes',
  unit: 'data',
  rfc: ['ITU-T T.871', 'ITU-T T.81'],
  fields: f,
  leaf: true,
  extends: true,
  claims: [[mediaTypes, ...mediaTypeNumbers('image/jpeg', 'image/jpg', 'image/pjpeg', 'image/jfif')]],
  decode(c) {
    if (c.available < 2) c.short(2);
    if (c.peek16(c.pos) !== START) {
      noteOtherBytes(c);
      return;
    }
    c.u16(f.marker);
    while (c.remaining >= 2 && !c.tape.overflowed && segment(c));
  },
  info: () => ' (JPEG JFIF image)',
  story: (v) => pictureStory(v.num(f.samples), v.num(f.lines)),
});

/** Reads a marker and its segment. False where no marker stands, and at the end of the image. */
function segment(c: Cursor): boolean {
  if (c.available < 2) c.short(2);
  const marker = c.peek16(c.pos);
  if (marker < 0xff01) return false;
  if (marker === END || (marker >= 0xffd0 && marker <= 0xffd7)) {
    c.u16(f.marker);
    return marker !== END;
  }
  const isFrame = marker >= 0xffc0 && marker <= 0xffcf && marker !== 0xffc4 && marker !== 0xffc8 && marker !== 0xffcc;
  const heading = isFrame ? f.frame : marker === SCAN ? f.scan : marker === COMMENT ? f.commentHeader : f.segment;
  const entry = c.open(heading);
  const name = markerName(marker) ?? 'Unknown';
  c.label(entry, `${heading.title}: ${name} (0x${marker.toString(16).toUpperCase()})`);
  c.u16(f.marker);
  const length = c.u16(f.length);
  if (length < 2) c.malformed('a segment is shorter than its length field');
  const outer = c.scope(length - 2);
  if (isFrame) frameHeader(c);
  else if (marker === SCAN) scanHeader(c);
  else if (marker === APPLICATION_0) application(c);
  else if (marker === APPLICATION_1) identifier(c);
  else if (marker === COMMENT) c.take(f.comment, c.remaining);
  if (c.remaining > 0) {
    const size = c.remaining;
    c.take(f.rest, size);
    if (c.wants(f.rest)) c.label(c.tape.count - 1, `Remaining segment data: ${size} ${size === 1 ? 'byte' : 'bytes'}`);
  }
  c.leave(outer);
  c.close(entry);
  if (marker === SCAN) coded(c);
  return true;
}

/** The image data up to the next marker that is neither a stuffed byte nor a restart. */
function coded(c: Cursor): void {
  const start = c.pos;
  let at = start;
  while (at < c.end) {
    if (c.bytes[at] === 0xff && at + 1 < c.end) {
      const next = c.bytes[at + 1];
      if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) break;
    }
    at++;
  }
  c.take(f.coded, at - start);
}

function frameHeader(c: Cursor): void {
  c.u8(f.precision);
  c.u16(f.lines);
  c.u16(f.samples);
  const components = c.u8(f.components);
  for (let i = 0; i < components && c.remaining >= 3; i++) {
    c.u8(f.component);
    c.bits(f.vertical, c.u8(f.horizontal));
    c.u8(f.quantization);
  }
}

function scanHeader(c: Cursor): void {
  const components = c.u8(f.scanComponents);
  for (let i = 0; i < components && c.remaining >= 2; i++) {
    c.u8(f.selector);
    c.bits(f.acSelector, c.u8(f.dcSelector));
  }
  if (c.remaining < 3) return;
  c.u8(f.spectralStart);
  c.u8(f.spectralEnd);
  c.bits(f.lowBits, c.u8(f.highBits));
}

/** The name in front of an application segment, empty when there is none. */
function identifier(c: Cursor): string {
  const nul = c.bytes.indexOf(0, c.pos);
  if (nul < 0 || nul >= c.end) return '';
  const start = c.pos;
  c.take(f.identifier, nul + 1 - start);
  return latin(c.bytes, start, nul);
}

/** The first application segment tells version and density of a JFIF image. */
function application(c: Cursor): void {
  if (identifier(c) !== 'JFIF' || c.remaining < 9) return;
  const entry = c.open(f.version);
  c.label(entry, `Version: ${c.peek8(c.pos)}.${c.peek8(c.pos + 1)}`);
  c.u8(f.major);
  c.u8(f.minor);
  c.close(entry);
  c.u8(f.units);
  c.u16(f.xDensity);
  c.u16(f.yDensity);
  c.u8(f.xThumbnail);
  c.u8(f.yThumbnail);
}
