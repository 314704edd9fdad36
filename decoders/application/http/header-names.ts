import { TokenTable } from '../../dispatch/token-table.ts';

/** Headers with a field of their own; the place in the list is the number of the header. */
export const headerNames = new TokenTable([
  'Content-Length',
  'Content-Type',
  'Content-Encoding',
  'Transfer-Encoding',
  'Host',
  'Upgrade',
  'Authorization',
  'Proxy-Authorization',
  'Cookie',
  'Proxy-Authenticate',
  'WWW-Authenticate',
  'User-Agent',
  'Connection',
  'Accept',
  'Referer',
  'Accept-Language',
  'Accept-Encoding',
  'Date',
  'Cache-Control',
  'Server',
  'Location',
  'Sec-WebSocket-Accept',
  'Sec-WebSocket-Extensions',
  'Sec-WebSocket-Key',
  'Sec-WebSocket-Protocol',
  'Sec-WebSocket-Version',
  'Set-Cookie',
  'Last-Modified',
  'X-Forwarded-For',
  'HTTP2-Settings',
]);

export const CONTENT_LENGTH = 0;
export const CONTENT_TYPE = 1;
export const CONTENT_ENCODING = 2;
export const TRANSFER_ENCODING = 3;
export const HOST = 4;
export const UPGRADE = 5;
export const AUTHORIZATION = 6;
export const PROXY_AUTHORIZATION = 7;
export const COOKIE = 8;
