import { chunked, latin, message, ok, sized } from '../../builders/http.ts';
import { ascii, bytes, ethernet, ipv4, join, packet, udp } from '../../builders/packet.ts';
import { Dialogue } from '../../builders/tcp.ts';
import type { Fixture, FixtureFrame } from '../listing.ts';

const get = (target = '/', ...headers: string[]) => message(`GET ${target} HTTP/1.1`, ['Host: a.example', ...headers]);

/** `{"layers":[7,6,5,4,3,2,1]}` and a line end, compressed. */
export const packed = {
  gzip: bytes('1f8b0800000000000003ab56ca49ac4c2d2a56b28a36d731d331d531d131d631d2318cade5020040b68c661b000000'),
  zlib: bytes('789cab56ca49ac4c2d2a56b28a36d731d331d531d131d631d2318cade50200718f073d'),
  deflate: bytes('ab56ca49ac4c2d2a56b28a36d731d331d531d131d631d2318cade50200'),
  br: bytes('0b0d807b226c6179657273223a5b372c362c352c342c332c322c315d7d0a03'),
  zstd: bytes('28b52ffd201bd900007b226c6179657273223a5b372c362c352c342c332c322c315d7d0a'),
};

/** What a server on port 80 and its client say; the first frames are theirs, not the handshake's. */
export const talk = (port = 80): Dialogue => new Dialogue({ serverPort: port, pace: 0.001 });

const halves = (text: Uint8Array, at: number): [Uint8Array, Uint8Array] => [text.subarray(0, at), text.subarray(at)];

const page = ok('text/html; charset=utf-8', '<html>\r\n<p>Seven layers\r\n</html>\n', 'Server: demo/1.0');

const encoded = (coding: string, body: Uint8Array, type = 'application/json') =>
  ok(type, body, `Content-Encoding: ${coding}`);

const inChunks = (headers: string[], body: Uint8Array) =>
  message('HTTP/1.1 200 OK', ['Content-Type: text/plain', 'Transfer-Encoding: chunked', ...headers], body);

function multicast(text: Uint8Array): FixtureFrame {
  return { bytes: packet(ethernet(), ipv4({ dst: '239.255.255.250' }), udp(1900, 1900), text) };
}

/** A request, and a response whose head was not captured. */
function withLostAnswer(): Dialogue {
  const d = talk().client(get('/a'));
  return d.unseen(() => d.server(message('HTTP/1.1 200 OK', ['Content-Length: 60'])));
}

const [pageHead, pageTail] = halves(page, 90);
const [chunksHead, chunksTail] = halves(inChunks([], chunked(['seven ', 'layers'])), 95);

const list: readonly Fixture[] = [
  {
    name: 'application/http-exchange',
    frames: talk()
      .client(
        get(
          '/layers?from=7&to=1',
          'User-Agent: demo/2.0',
          'Accept: */*',
          'Accept-Language: en, de;q=0.5',
          'Accept-Encoding: gzip, deflate',
          'Referer: http://a.example/',
          'Connection: keep-alive',
          'X-Forwarded-For: 192.0.2.7, 10.0.0.3',
          'X-Request-Id: 12',
        ),
      )
      .server(
        ok(
          'text/plain',
          'seven',
          'Date: Thu, 06 Mar 2025 10:00:00 GMT',
          'Last-Modified: Wed, 05 Mar 2025 10:00:00 GMT',
          'Cache-Control: no-cache',
          'Set-Cookie: a=1; Path=/',
          'Set-Cookie: b=2',
          'X-Frame-Options: DENY',
        ),
      ).frames,
  },
  {
    name: 'application/http-in-pieces',
    frames: talk().client(get()).server(pageHead).server(pageTail).server(chunksHead).server(chunksTail).frames,
  },
  {
    name: 'application/http-pipelining',
    frames: talk()
      .client(join(get('/1'), get('/2')))
      .client(get('/3'))
      .server(join(ok('text/plain', 'one'), halves(ok('text/plain', 'two'), 50)[0]))
      .server(join(halves(ok('text/plain', 'two'), 50)[1], ok('text/plain', 'three')))
      .client(get('/4'))
      .server(ok('text/plain', 'four'))
      .server(message('HTTP/1.1 408 Request Timeout', ['Content-Length: 0', 'Connection: close'])).frames,
  },
  {
    name: 'application/http-chunks',
    frames: talk()
      .server(inChunks([], ascii('7;a=b\r\nseven l\r\n 5 \r\nayers\r\n0\r\nX-Sum: 12\r\nX-More: 1\r\n\r\n')))
      .server(inChunks([], chunked([])))
      .server(inChunks([], ascii('3\nabc\r\n0\n\n')))
      .server(inChunks([], ascii('5\r\nseven\r\nzz\r\nlayers\r\n')))
      .server(message('HTTP/1.1 200 OK', ['Transfer-Encoding: gzip, chunked'], chunked([packed.gzip])))
      .server(inChunks(['Content-Encoding: gzip'], chunked(halves(packed.gzip, 20)))).frames,
  },
  {
    name: 'application/http-codings',
    frames: talk()
      .server(encoded('gzip', packed.gzip))
      .server(encoded('X-GZip', packed.gzip))
      .server(encoded('deflate', packed.zlib))
      .server(encoded('deflate', packed.deflate))
      .server(encoded('br', packed.br))
      .server(encoded('zstd', packed.zstd))
      .server(encoded('identity', ascii('[6]')))
      .server(encoded('gzip', packed.gzip, 'application/x-demo'))
      .server(encoded('gzip', packed.gzip, 'multipart/mixed; boundary=x')).frames,
  },
  {
    name: 'application/http-codings-damaged',
    frames: talk()
      .server(encoded('gzip', packed.gzip.subarray(0, 30)))
      .server(encoded('gzip', join(packed.gzip.subarray(0, 36), bytes('0000'), packed.gzip.subarray(38))))
      .server(encoded('gzip', ascii('not compressed')))
      .server(encoded('gzip', new Uint8Array(0)))
      .server(encoded('gzip, br', packed.br))
      .server(encoded('lzma', packed.br)).frames,
  },
  {
    name: 'application/http-without-body',
    frames: talk()
      .client(message('HEAD / HTTP/1.1', ['Host: a.example']))
      .server(message('HTTP/1.1 200 OK', ['Content-Length: 7000', 'Content-Type: text/plain']))
      .client(message('POST /in HTTP/1.1', ['Host: a.example', 'Expect: 100-continue', 'Content-Length: 5']))
      .server(message('HTTP/1.1 100 Continue'))
      .server(message('HTTP/1.1 103 Early Hints', ['Link: </a.css>']))
      .client('seven')
      .server(message('HTTP/1.1 204 No Content', ['Content-Type: text/plain']))
      .client(get('/', 'If-None-Match: "7"'))
      .server(message('HTTP/1.1 304 Not Modified', ['Content-Length: 7'])).frames,
  },
  {
    name: 'application/http-until-close',
    frames: talk()
      .open()
      .client(message('GET / HTTP/1.0'))
      .server(message('HTTP/1.0 200 OK', ['Content-Type: text/plain'], 'seven '))
      .server('layers')
      .fin(1)
      .fin(0)
      .ack(1).frames,
  },
  {
    name: 'application/http-tunnel',
    frames: talk(3128)
      .client(message('CONNECT b.example:7777 HTTP/1.1', ['Host: b.example:7777']))
      .server(join(message('HTTP/1.1 200 Connection established'), ascii('hello')))
      .client('GET / no HTTP any more\r\n\r\n').frames,
  },
  {
    name: 'application/http-upgrade',
    frames: talk()
      .client(
        get(
          '/chat',
          'Connection: Upgrade',
          'Upgrade: websocket',
          'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
          'Sec-WebSocket-Protocol: chat',
          'Sec-WebSocket-Extensions: permessage-deflate',
          'Sec-WebSocket-Version: 13',
        ),
      )
      .server(
        message('HTTP/1.1 101 Switching Protocols', [
          'Upgrade: websocket',
          'Connection: Upgrade',
          'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
        ]),
      )
      .server(bytes('8102 6869')).frames,
  },
  {
    name: 'application/http-headers',
    frames: talk()
      .client(
        latin(
          [
            'GET / HTTP/1.1',
            'host:a.example',
            'COOKIE: a=1; b=2;c;  d="x;y"',
            'Authorization: Basic dXNlcjpwYXNzd29yZA==',
            'Proxy-Authorization: Basic !!',
            'authorization: Bearer abc',
            'X-Folded: one',
            '  two',
            '\tthree',
            'X-Bytes: \xe9\xc3\xa9 \\ "',
            'Bad Name: x',
            'no colon',
            ': no name',
            'Empty:',
            'HTTP2-Settings: AAMAAABkAAQAAP__',
            '',
            '',
          ].join('\r\n'),
        ),
      )
      .server(
        message('HTTP/1.1 407 Proxy Authentication Required', [
          'Proxy-Authenticate: Basic realm="a"',
          'WWW-Authenticate: Digest realm="b", nonce="c"',
          'Location: /elsewhere',
          'Content-Length: 0',
        ]),
      )
      .client('GET /lf HTTP/1.0\nHost: a.example\n\n')
      .server('HTTP/1.0 404\nContent-Length: 2\n\nno').frames,
  },
  {
    name: 'application/http-targets',
    frames: talk()
      .client(get('/a/b;c?x=1&y&&z=2=3&#f'))
      .client(get('http://b.example:8080/c?d'))
      .client(message('OPTIONS * HTTP/1.1', ['Host: a.example']))
      .client(get('/?'))
      .client(message('GET  HTTP/1.1', ['Host: a.example']))
      .client(message('GET /without-version'))
      .client(message('PROPFIND /dav HTTP/1.1', ['Host: a.example', 'Depth: 1']))
      .client(message('GET /none HTTP/1.1')).frames,
  },
  {
    name: 'application/http-lengths',
    frames: talk()
      .client(
        message(
          'POST / HTTP/1.1',
          ['Host: a.example', 'Content-Length: 4', 'Transfer-Encoding: chunked'],
          chunked(['seven']),
        ),
      )
      .client(message('POST / HTTP/1.1', ['Transfer-Encoding: chunked', 'Content-Length: 4'], chunked(['six'])))
      .client(message('POST / HTTP/1.1', ['Content-Length: 5', 'Content-Length: 3'], 'abc'))
      .client(message('POST / HTTP/1.1', ['Content-Length: 99999999999999999999']))
      .client(message('POST / HTTP/1.1', ['Content-Length: -1']))
      .client(message('POST / HTTP/1.1', ['Transfer-Encoding: strange'], 'to the end')).frames,
  },
  {
    name: 'application/http-or-not',
    frames: [
      ...talk().client(bytes('00 01 02 03 0a 0a')).client('no HTTP\r\n\r\n').client(get('/then')).frames,
      ...new Dialogue({ client: '10.0.0.3' }).client(get('/other-port')).frames,
      ...new Dialogue({ client: '10.0.0.4', serverPort: 443 }).client(get('/tls-port')).frames,
      ...new Dialogue({ client: '10.0.0.5', serverPort: 80 })
        .client('\r\nGET /after-empty-line HTTP/1.1\r\n\r\n')
        .client('name=value')
        .server(join(message('HTTP/1.1 200 OK', ['Content-Length: 0']), bytes('00 ff'))).frames,
      ...new Dialogue({ client: '10.0.0.6', serverPort: 80 }).fin(1, message('HTTP/1.1 99 Odd', [], 'x')).frames,
      ...new Dialogue({ client: '10.0.0.7', serverPort: 80 }).fin(1, message('ICY 200 OK', ['icy-name: r'], 'x'))
        .frames,
    ],
  },
  {
    name: 'application/http-images-told-otherwise',
    frames: talk()
      .server(ok('image/png', bytes('47 49 46 38 39 61 01 00 01 00 00 00 00 3b')))
      .server(ok('text/plain', bytes('89 50 4e 47 0d 0a 1a 0a')))
      .server(ok('image/gif', bytes('47 49 46 38'))).frames,
  },
  {
    name: 'application/http-behind-a-gap',
    frames: [
      ...withLostAnswer()
        .server('text without')
        .server(' end\nand more')
        .server(bytes('00 ff 00 ff'))
        .client(message('FOO /b HTTP/1.1'))
        .server('again').frames,
      ...new Dialogue({ client: '10.0.0.3', serverPort: 80 })
        .client('a text')
        .client(' of two segments\n')
        .client(message('FOO / HTTP/1.1'))
        .client(get('/')).frames,
    ],
  },
  {
    name: 'application/ssdp',
    frames: [
      multicast(
        message('M-SEARCH * HTTP/1.1', ['HOST: 239.255.255.250:1900', 'MAN: "ssdp:discover"', 'MX: 1', 'ST: ssdp:all']),
      ),
      multicast(
        message('NOTIFY * HTTP/1.1', ['HOST: 239.255.255.250:1900', 'NTS: ssdp:alive', 'LOCATION: http://10.0.0.9/']),
      ),
      multicast(message('HTTP/1.1 200 OK', ['ST: upnp:rootdevice', 'CACHE-CONTROL: max-age=100'])),
      multicast(ascii('something else')),
    ],
  },
  {
    name: 'application/http-post',
    frames: talk().client(sized('POST /in HTTP/1.1', ['Host: a.example', 'Content-Type: text/plain'], 'seven\nlayers'))
      .frames,
  },
];

export const httpFixtures: readonly Fixture[] = list.map((fixture) => ({ ...fixture, from: 5 }));
