import type { Cursor } from '../../model/cursor.ts';
import { valueName } from '../../model/field.ts';
import { f } from './dns-fields.ts';
import type { DnsMessage } from './message.ts';
import { classNames } from './message-names.ts';
import { typeName } from './type-name.ts';

const IXFR = 251;
const AXFR = 252;

/** Reads the section of questions. Returns whether one asks for a zone: answered by several messages. */
export function readQueries(c: Cursor, m: DnsMessage, count: number, title: string): boolean {
  const section = c.open(f.section);
  c.label(section, title);
  let transfer = false;
  for (let i = 0; i < count; i++) if (readQuery(c, m)) transfer = true;
  c.close(section);
  return transfer;
}

function readQuery(c: Cursor, m: DnsMessage): boolean {
  const entry = c.open(f.entry);
  const start = c.pos;
  m.domain(c, f.queryName);
  c.derived(f.queryNameLength, start, c.pos - start, m.name.byteLength);
  c.derived(f.labels, start, c.pos - start, m.name.labelCount);
  const type = c.u16(f.queryType);
  const rrClass = c.u16(m.multicast ? f.multicastQueryClass : f.queryClass);
  if (m.multicast) c.bits(f.unicastWanted, rrClass);
  if (entry >= 0) c.label(entry, heading(m, type, rrClass));
  c.close(entry);
  return type === AXFR || type === IXFR;
}

function heading(m: DnsMessage, type: number, rrClass: number): string {
  const asked = m.multicast ? `, "${rrClass & 0x8000 ? 'QU' : 'QM'}" question` : '';
  const known = valueName(classNames, m.multicast ? rrClass & 0x7fff : rrClass) ?? 'Unknown';
  return `${m.name.shown()}: type ${typeName(type)}, class ${known}${asked}`;
}
