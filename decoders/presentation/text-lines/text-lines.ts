import { mediaTypeNumbers } from '../../dispatch/media-types.ts';
import { mediaTypes } from '../../dispatch/tables.ts';
import type { Cursor } from '../../model/cursor.ts';
import { protocol } from '../../model/define-protocol.ts';
import { fields, none } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import { mediaTypeText } from '../media-type-text.ts';

const LF = 10;
const CR = 13;

const f = fields('data-text-lines', {
  line: none('/text', 'Line', { verbatim: true }),
});

/** Bodies that are text. */
export const textLines = protocol({
  name: 'data-text-lines',
  title: 'Line-based text data',
  short: '',
  osi: 6,
  rule: 'represents what the application says as lines of characters',
  unit: 'data',
  rfc: [2046],
  fields: f,
  leaf: true,
  extends: true,
  claims: [
    [
      mediaTypes,
      ...mediaTypeNumbers(
        ...['text/plain', 'text/html', 'text/css', 'text/javascript', 'application/x-javascript', 'text/richtext'],
        ...['text/enriched', 'text/parameters', 'text/xml-external-parsed-entity'],
        ...['application/xml-external-parsed-entity', 'application/x-ns-proxy-autoconfig'],
        ...['application/x-tia-p25-issi', 'application/x-tia-p25-sndcp', 'text/vnd.sun.j2me.app-descriptor'],
        ...['application/vnd.poc.refer-to', 'application/vnd.drm.message', 'application/x-rtsp-udp-packetpair'],
      ),
    ],
  ],
  decode(c) {
    while (c.available > 0 && !c.tape.overflowed) line(c);
  },
  heading: (v) => `Line-based text data: ${mediaTypeText(v.frame, v.layer)} (${lineCount(v)} lines)`,
  info: (v) => ` (${mediaTypeText(v.frame, v.layer)})`,
  story: (v) => `Holds ${lineCount(v)} lines of text of type ${mediaTypeText(v.frame, v.layer)}.`,
});

/** Reads a line with its terminator: CR LF, LF or CR. */
function line(c: Cursor): void {
  const { bytes, pos: start, end } = c;
  let at = start;
  while (at < end && bytes[at] !== LF && bytes[at] !== CR) at++;
  if (at < end) at += bytes[at] === CR && bytes[at + 1] === LF && at + 1 < end ? 2 : 1;
  c.at(f.line, start, at - start, 0);
  c.pos = at;
}

function lineCount(v: LayerView): number {
  let count = 0;
  for (const _ of v.all(f.line)) count++;
  return count;
}
