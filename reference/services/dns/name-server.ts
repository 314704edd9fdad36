import { isIPv4 } from 'node:net';

/** DNS messages (RFC 1035 section 4), as much as a server of one small zone needs. */
const HEADER = 12;
const typeA = 1;
const typeCname = 5;
const classInternet = 1;
const noError = 0;
const formatError = 1;
const nameError = 3;
const notImplemented = 4;
const secondsToLive = 60;

/** The names of the zone: `daemon` is the daemon itself, `www` another name for it. */
export const daemonName = 'daemon.osiscope.test';
const aliasName = 'www.osiscope.test';

interface Answered {
  answer: Buffer;
  text: string;
}

/** Answers one question about the zone; undefined for what is no query. `own` is the address that was asked. */
export function answerQuery(datagram: Buffer, own: string): Answered | undefined {
  if (datagram.length < HEADER || (datagram[2] & 0x80) !== 0) return undefined;
  const question = datagram.readUInt16BE(4) === 1 ? readQuestion(datagram) : undefined;
  if (question === undefined) return reply(datagram, HEADER, formatError, [], 'a question that cannot be read');
  const { name, type, end } = question;
  if ((datagram[2] & 0x78) !== 0) return reply(datagram, end, notImplemented, [], 'not a standard query');
  const asked = `${name} type ${type}`;
  if (name !== daemonName && name !== aliasName) return reply(datagram, end, nameError, [], `${asked}: no such name`);
  const records: Buffer[] = [];
  if (name === aliasName) records.push(record(name, typeCname, wireName(daemonName)));
  if (type === typeA && isIPv4(own)) records.push(record(daemonName, typeA, Buffer.from(own.split('.').map(Number))));
  return reply(datagram, end, noError, records, `${asked}: ${records.length} answers`);
}

function readQuestion(datagram: Buffer): { name: string; type: number; end: number } | undefined {
  const labels: string[] = [];
  let at = HEADER;
  while (at < datagram.length && datagram[at] !== 0) {
    const length = datagram[at];
    if (length > 63 || at + 1 + length > datagram.length) return undefined;
    labels.push(datagram.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const end = at + 5;
  if (end > datagram.length || datagram.readUInt16BE(at + 3) !== classInternet) return undefined;
  return { name: labels.join('.').toLowerCase(), type: datagram.readUInt16BE(at + 1), end };
}

/** Header and question of the query come back, with the answers behind them. */
function reply(query: Buffer, end: number, code: number, records: readonly Buffer[], text: string): Answered {
  const head = Buffer.from(query.subarray(0, end));
  const authoritative = 0x84;
  head[2] = (query[2] & 0x79) | authoritative;
  head[3] = code;
  head.writeUInt16BE(end > HEADER ? 1 : 0, 4);
  head.writeUInt16BE(records.length, 6);
  head.fill(0, 8, HEADER);
  return { answer: Buffer.concat([head, ...records]), text };
}

function record(name: string, type: number, data: Buffer): Buffer {
  const fixed = Buffer.alloc(10);
  fixed.writeUInt16BE(type, 0);
  fixed.writeUInt16BE(classInternet, 2);
  fixed.writeUInt32BE(secondsToLive, 4);
  fixed.writeUInt16BE(data.length, 8);
  return Buffer.concat([wireName(name), fixed, data]);
}

function wireName(name: string): Buffer {
  const labels = name.split('.').map((label) => Buffer.concat([Buffer.of(label.length), Buffer.from(label, 'latin1')]));
  return Buffer.concat([...labels, Buffer.of(0)]);
}
