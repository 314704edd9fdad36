import { type Field, fields, text } from '../../model/field.ts';
import { headerNames } from './header-names.ts';

const line = (abbreviation: string, title: string, help?: string) =>
  text(abbreviation, title, { charset: 'ascii', verbatim: true, help });

/** Fields of headers; the tree shows the header's line, the value is what stands behind the colon. */
export const headerFields = fields('http', {
  'Content-Length': line('content_length_header', 'Content-Length', 'Bytes of the body.'),
  'Content-Type': line('content_type', 'Content-Type', 'Media type of the body, and its parameters.'),
  'Content-Encoding': line('content_encoding', 'Content-Encoding', 'How the body is compressed.'),
  'Transfer-Encoding': line('transfer_encoding', 'Transfer-Encoding', 'How the message is framed on this connection.'),
  Host: line('host', 'Host', 'Name of the server that is asked; one address can serve many.'),
  Upgrade: line('upgrade', 'Upgrade', 'Another protocol that the connection should change to.'),
  Authorization: line('authorization', 'Authorization', 'Proof of who asks.'),
  'Proxy-Authorization': line('proxy_authorization', 'Proxy-Authorization', 'Proof for the proxy of who asks.'),
  Cookie: line('cookie', 'Cookie', 'What the server asked this client to send along.'),
  'Proxy-Authenticate': line(
    'proxy_authenticate',
    'Proxy-Authenticate',
    'How the proxy wants the client to prove who asks.',
  ),
  'WWW-Authenticate': line(
    'www_authenticate',
    'WWW-Authenticate',
    'How the server wants the client to prove who asks.',
  ),
  'User-Agent': line('user_agent', 'User-Agent', 'The program that asks.'),
  Connection: line(
    'connection',
    'Connection',
    'Whether the connection stays open, and headers for this connection only.',
  ),
  Accept: line('accept', 'Accept', 'Media types the client can take.'),
  Referer: line('referer', 'Referer', 'Where the client found the target.'),
  'Accept-Language': line('accept_language', 'Accept-Language'),
  'Accept-Encoding': line('accept_encoding', 'Accept Encoding', 'Compressions the client can undo.'),
  Date: line('date', 'Date', 'When the message was made.'),
  'Cache-Control': line('cache_control', 'Cache-Control', 'Whether and how long the response may be kept.'),
  Server: line('server', 'Server', 'The program that answers.'),
  Location: line('location', 'Location', 'Where to ask instead, or what was created.'),
  'Sec-WebSocket-Accept': line('sec_websocket_accept', 'Sec-WebSocket-Accept'),
  'Sec-WebSocket-Extensions': line('sec_websocket_extensions', 'Sec-WebSocket-Extensions'),
  'Sec-WebSocket-Key': line('sec_websocket_key', 'Sec-WebSocket-Key'),
  'Sec-WebSocket-Protocol': line('sec_websocket_protocol', 'Sec-WebSocket-Protocol'),
  'Sec-WebSocket-Version': line('sec_websocket_version', 'Sec-WebSocket-Version'),
  'Set-Cookie': line('set_cookie', 'Set-Cookie', 'What the client shall send along with later requests.'),
  'Last-Modified': line('last_modified', 'Last-Modified'),
  'X-Forwarded-For': line('x_forwarded_for', 'X-Forwarded-For', 'Clients on whose behalf proxies ask.'),
  'HTTP2-Settings': line('http2_settings', 'HTTP2-Settings'),
});

/** The field of a header by its number. */
export const fieldOfHeader: readonly Field[] = headerNames.names.map(
  (name) => headerFields[name as keyof typeof headerFields],
);
