import { latin, ok } from '../../builders/http.ts';
import { bytes, join } from '../../builders/packet.ts';
import { Dialogue } from '../../builders/tcp.ts';
import type { Fixture } from '../listing.ts';

/** Bodies that a server sends, a response for each. */
function bodies(name: string, ...list: readonly (readonly [type: string, body: string | Uint8Array])[]): Fixture {
  const talk = new Dialogue({ serverPort: 80, pace: 0.001 });
  for (const [type, body] of list) talk.server(ok(type, body));
  return { name: `presentation/${name}`, frames: talk.frames, from: 5 };
}

const boundary = 'multipart/form-data; boundary=XX';

const parts = [
  'preamble',
  '--XX',
  'Content-Disposition: form-data; name="a"',
  '',
  'seven',
  '--XX  ',
  'Content-Type: application/json; charset=utf-8',
  'Content-Disposition: form-data; name="b"; filename="b.json"',
  'X-Other: 1',
  '',
  '[7]',
  '--XX',
  'Content-Type: text/plain',
  'Content-Transfer-Encoding: base64',
  '',
  'c2V2ZW4=',
  '--XX',
  'Content-Type: multipart/mixed; boundary="Y Y"',
  '',
  '--Y Y',
  '',
  'inner',
  '--Y Y--',
  '--XX--',
  'epilogue',
].join('\r\n');

const gif = bytes(`
  474946383961 0100 0100 80 00 00 000000 ffffff
  21 f9 04 01 00 00 00 00
  21 fe 05 7365766c6e 00
  2c 0000 0000 0100 0100 80 000000 ffffff 02 02 4401 00
  3b`);

const jpeg = bytes(`
  ffd8
  ffe0 0010 4a46494600 0102 01 0048 0048 00 00
  ffe1 0008 457869660000
  fffe 0007 736576656e
  ffdb 0004 0011
  ffc0 000b 08 0002 0003 01 01 11 00
  ffda 0008 01 01 00 00 3f 00
  1234 ff00 56
  ffd9`);

const png = bytes(`
  89504e470d0a1a0a
  0000000d 49484452 00000002 00000001 08 02 00 00 00 7b40e8dd
  00000004 67414d41 0000b18f 0bfc6105
  00000001 73524742 00 aece1ce9
  00000009 70485973 00000ec3 00000ec3 01 c76fa864
  0000000d 74455874 5469746c65 00 736576656e2121 00000000
  00000004 49444154 01020304 00000000
  00000000 49454e44 ae426082`);

export const presentationFixtures: readonly Fixture[] = [
  bodies(
    'json',
    ['application/json', ' {"a": {"b": [1, -2.5e3, true, false, null, "x"], "c": {}}, "": []}\n'],
    ['application/json; charset=utf-8', latin('{"\\u00e9\\n\\"": "\xc3\xa9\\t\\ud83d\\ude00\\/"}')],
    ['application/problem+json', '"seven"'],
    ['application/x-ndjson', '{"a":1}\n{"a":2}\n'],
    ['application/json', ''],
  ),
  bodies(
    'json-invalid',
    ['application/json', '{"a": [1, 2,], "b"'],
    ['application/json', '{"a" 1}'],
    ['application/json', '{"a": 01}'],
    ['application/json', "{'a': 1}"],
    ['application/json', '[1, "open'],
    ['application/json', '}{'],
  ),
  bodies(
    'xml',
    [
      'text/xml',
      '<?xml version="1.0"?>\n<!DOCTYPE note [\n<!ELEMENT note ANY>\n]>\n<!-- seven -->\n<note a="1" b=\'>2\'>\n  <to>T &amp; x</to>\n  <empty/>\n  <other z="1"/><![CDATA[<raw>]]>tail\n</note>\n',
    ],
    ['application/soap+xml', '<?target some data?><a><b></a></c>'],
    ['application/atom+xml', '<a href="never closed'],
    ['text/xml', 'no marks'],
    ['text/xml', '<'],
  ),
  bodies(
    'text',
    ['text/html', latin('<p>\r\nsev\xc3\xa9n\n\nlast \\ "line"\t\x01')],
    ['text/plain; charset=utf-8', 'one\n'],
    ['application/javascript', 'a()'],
    ['text/css', '\n\n'],
  ),
  bodies(
    'form',
    ['application/x-www-form-urlencoded', 'a=1&b=two+words&c=%C3%A9%26&d&=e&&f=%zz%4&g=h=i'],
    ['application/x-www-form-urlencoded', ''],
  ),
  bodies(
    'multipart',
    [boundary, parts],
    [boundary, parts.slice(0, 180)],
    [boundary, '--XX--\r\n'],
    [boundary, 'no boundary at all'],
    ['multipart/form-data', parts.slice(0, 40)],
    ['Multipart/Related; BOUNDARY="XX"; type=text/xml', '--XX\n\nbody\n--XX--'],
  ),
  bodies(
    'images',
    ['image/gif', gif],
    ['image/jpeg', jpeg],
    ['image/png', png],
    ['image/gif', gif.subarray(0, 30)],
    ['image/jpeg', jpeg.subarray(0, 40)],
    ['image/png', png.subarray(0, 50)],
    ['image/png', join(latin('no image at all'), png.subarray(0, 10))],
  ),
  bodies(
    'other-types',
    ['application/octet-stream', bytes('00 01')],
    ['image/webp', bytes('00 01')],
    ['application/dns-message', bytes('0007 0100 0001 0000 0000 0000 01 61 00 0001 0001')],
    ['application/vnd.demo+json; v=1', '{}'],
    ['no-slash', 'x'],
  ),
];
