import { allFields, type Field, valueName } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import { f } from './dns-fields.ts';
import { opcodeNames, rcodeNames } from './message-names.ts';
import { addressFields } from './rdata/addresses.ts';
import { hostFields } from './rdata/hosts.ts';
import { otherFields } from './rdata/others.ts';
import { securityFields } from './rdata/security.ts';
import { serviceFields } from './rdata/services.ts';
import { textFields } from './rdata/texts.ts';
import { typeName } from './type-name.ts';

/** Values of records that the info text shows, in the order in which they are read. */
const shown: readonly Field[] = [
  addressFields.a,
  addressFields.aaaa,
  addressFields.a6PrefixLength,
  addressFields.a6Suffix,
  addressFields.a6Prefix,
  hostFields.ns,
  hostFields.cname,
  hostFields.primary,
  hostFields.ptr,
  hostFields.mxPreference,
  hostFields.mx,
  hostFields.kxPreference,
  hostFields.kx,
  hostFields.dname,
  textFields.cpu,
  textFields.os,
  serviceFields.priority,
  serviceFields.weight,
  serviceFields.port,
  serviceFields.target,
  serviceFields.order,
  serviceFields.preference,
  serviceFields.flags,
  securityFields.nextName,
  securityFields.nxtName,
  otherFields.wksAddress,
  otherFields.winsrDomain,
];

/** Types for which the info text shows the record's owner instead of its data. */
const ownerTypes: ReadonlySet<number> = new Set([
  3, 4, 7, 8, 9, 10, 14, 17, 18, 19, 20, 21, 22, 23, 26, 27, 42, 49, 51, 52, 55,
]);

export const infoFields: readonly Field[] = [
  f.id,
  f.flags,
  f.queryName,
  f.queryType,
  f.unicastWanted,
  f.recordName,
  f.recordType,
  f.cacheFlush,
  f.dataLength,
  ...shown,
];

const NAME = 1;
const QUERY_TYPE = 2;
const QUESTION = 3;
const RECORD_TYPE = 4;
const FLUSH = 5;
const DATA_LENGTH = 6;
const VALUE = 7;

let roles: Uint8Array | undefined;

/** What a field means for the text, by field id. */
function fieldRoles(): Uint8Array {
  const out = new Uint8Array(allFields().length);
  for (const field of shown) out[field.id] = VALUE;
  out[f.queryName.id] = out[f.recordName.id] = NAME;
  out[f.queryType.id] = QUERY_TYPE;
  out[f.unicastWanted.id] = QUESTION;
  out[f.recordType.id] = RECORD_TYPE;
  out[f.cacheFlush.id] = FLUSH;
  out[f.dataLength.id] = DATA_LENGTH;
  return out;
}

/** `Standard query response 0x3d1c A example.org A 93.184.215.14` */
export function infoText(v: LayerView): string {
  roles ??= fieldRoles();
  const { tape } = v.frame.cursor;
  const fields = allFields();
  let out = opening(v);
  let name = '';
  let type = 0;
  for (let i = 0; i < tape.count; i++) {
    const role = roles[tape.field[i]];
    if (role === 0 || tape.layer[i] !== v.layer) continue;
    const value = tape.value[i];
    if (role === NAME) name = v.textAt(i, fields[tape.field[i]]);
    else if (role === QUERY_TYPE) out += ` ${typeName(value)} ${name}`;
    else if (role === QUESTION) out += value ? ', "QU" question' : ', "QM" question';
    else if (role === FLUSH) out += value ? ', cache flush' : '';
    else if (role === VALUE) out += ` ${v.textAt(i, fields[tape.field[i]])}`;
    else if (role === RECORD_TYPE) {
      type = value;
      out += ` ${typeName(type)}`;
    } else if (value > 0 && ownerTypes.has(type)) out += ` ${name}`;
  }
  return out;
}

/** Operation, id and, of a failed response, the reply code. */
function opening(v: LayerView): string {
  const flags = v.num(f.flags, 0);
  const opcode = (flags >>> 11) & 15;
  const operation = valueName(opcodeNames, opcode) ?? `Unknown operation (${opcode})`;
  const id = `0x${v.num(f.id, 0).toString(16).padStart(4, '0')}`;
  if ((flags & 0x8000) === 0) return `${operation} ${id}`;
  const rcode = flags & 15;
  const failure = rcode === 0 ? '' : ` ${valueName(rcodeNames, rcode) ?? `Unknown error (${rcode})`}`;
  return `${operation} response ${id}${failure}`;
}
