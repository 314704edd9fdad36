import type { Dissection } from '../../decoders/model/dissection.ts';
import { type FieldType, valueName } from '../../decoders/model/field.ts';
import { hex, ipv4Text, ipv6Text } from '../../decoders/tree/bytes-text.ts';
import { dateText, secondsText } from '../../decoders/tree/time-text.ts';
import type { Operand } from './operands.ts';
import { byteLength, compareValues, type FilterValue, type ValueKind } from './value-kind.ts';

/** A function of the language: checking, evaluating, completion and help all read it from here. */
export interface FunctionDescriptor {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Kinds that its arguments may have. */
  readonly takes: (argument: Operand) => boolean;
  /** What to say of an argument that it does not take. */
  readonly refusal: string;
  /** Only fields will do. */
  readonly field?: boolean;
  readonly returns: (args: readonly Operand[]) => FieldType;
  readonly values: (args: readonly Operand[], d: Dissection) => readonly FilterValue[];
  readonly help: string;
  readonly example: string;
}

const kinds =
  (...list: readonly ValueKind[]) =>
  (argument: Operand) =>
    list.includes(argument.kind);
const any = (argument: Operand) => argument.kind !== 'none';
const each =
  (convert: (value: FilterValue, argument: Operand) => FilterValue) => (args: readonly Operand[], d: Dissection) =>
    args[0].values(d).map((value) => convert(value, args[0]));

const text = (name: string, convert: (value: string) => string, help: string, example: string): FunctionDescriptor => ({
  name,
  least: 1,
  most: 1,
  takes: kinds('text'),
  refusal: 'Only string type fields can be used as parameter for',
  returns: () => 'string',
  values: each((value) => convert(String(value))),
  help,
  example,
});

const extreme = (name: string, sign: 1 | -1, help: string): FunctionDescriptor => ({
  name,
  least: 1,
  most: 32,
  takes: kinds('number', 'duration', 'time', 'ipv4'),
  refusal: 'Only numbers, addresses and times can be used as parameter for',
  returns: (args) => args[0].type,
  values(args, d) {
    let best: FilterValue | undefined;
    for (const arg of args) {
      for (const value of arg.values(d)) {
        if (best === undefined || compareValues(value, best) * sign > 0) best = value;
      }
    }
    return best === undefined ? [] : [best];
  },
  help,
  example: `${name}(tcp.srcport, tcp.dstport) > 1024`,
});

const digits = (name: string, write: (value: number | bigint) => string, help: string): FunctionDescriptor => ({
  name,
  least: 1,
  most: 1,
  takes: kinds('number'),
  refusal: 'Only integer fields can be used as parameter for',
  returns: () => 'string',
  values: each((value) => write(value as number | bigint)),
  help,
  example: `${name}(tcp.srcport) contains "80"`,
});

export const functions: readonly FunctionDescriptor[] = [
  text('upper', (value) => value.toUpperCase(), 'The text in capitals.', 'upper(http.request.method) == "POST"'),
  text('lower', (value) => value.toLowerCase(), 'The text in small letters.', 'lower(http.server) contains "apache"'),
  {
    name: 'len',
    least: 1,
    most: 1,
    takes: any,
    refusal: 'A heading has no length:',
    returns: () => 'uint32',
    values: each(lengthOf),
    help: 'Characters of a text, bytes of other values.',
    example: 'len(http.request.uri) > 100',
  },
  {
    name: 'count',
    least: 1,
    most: 1,
    takes: () => true,
    refusal: '',
    field: true,
    returns: () => 'uint32',
    values(args, d) {
      const { entries } = args[0].plain!;
      let count = 0;
      for (let entry = entries.first(d); entry >= 0; entry = entries.next(d, entry + 1)) count++;
      return count === 0 ? [] : [count];
    },
    help: 'How often the field is in the frame.',
    example: 'count(ip.addr) > 2',
  },
  {
    name: 'string',
    least: 1,
    most: 1,
    takes: any,
    refusal: 'A heading has no text:',
    returns: () => 'string',
    values: each((value, argument) => textOf(value, argument.type)),
    help: 'The value as text, for contains and matches.',
    example: 'string(ip.dst) matches "\\\\.255$"',
  },
  {
    name: 'vals',
    least: 1,
    most: 1,
    takes: (argument) => argument.fields.some((field) => field.names !== undefined || field.type === 'bool'),
    refusal: 'Only fields with named values can be used as parameter for',
    returns: () => 'string',
    values: each(nameOf),
    help: 'The name of the value, as the tree shows it.',
    example: 'vals(ip.proto) contains "TCP"',
  },
  digits('dec', String, 'The value in decimal digits.'),
  digits('hex', (value) => `0x${value.toString(16)}`, 'The value in hexadecimal digits.'),
  extreme('max', 1, 'The greatest of all values.'),
  extreme('min', -1, 'The smallest of all values.'),
  {
    name: 'abs',
    least: 1,
    most: 1,
    takes: kinds('number', 'duration'),
    refusal: 'Only numbers can be used as parameter for',
    returns: (args) => args[0].type,
    values: each((value) => ((value as number | bigint) < 0 ? -(value as number) : value)),
    help: 'The value without its sign.',
    example: 'abs(tcp.srcport - tcp.dstport) == 1',
  },
];

const byName = new Map(functions.map((f) => [f.name, f]));

export function functionNamed(name: string): FunctionDescriptor | undefined {
  return byName.get(name);
}

function lengthOf(value: FilterValue, argument: Operand): number {
  if (value instanceof Uint8Array) return value.length;
  if (typeof value !== 'string') return byteLength(argument.type);
  let length = 0;
  for (const _ of value) length++;
  return length;
}

function textOf(value: FilterValue, type: FieldType): string {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) {
    return type === 'ipv6' && value.length === 16 ? ipv6Text(value, 0) : hex(value, 0, value.length, ':');
  }
  if (type === 'ipv4') return ipv4Text(Number(value));
  if (type === 'time') return dateText(BigInt(value));
  return type === 'duration' ? secondsText(BigInt(value)) : String(value);
}

function nameOf(value: FilterValue, argument: Operand): string {
  for (const field of argument.fields) {
    const name =
      field.type === 'bool'
        ? (field.truth ?? ['Set', 'Not set'])[value ? 0 : 1]
        : valueName(field.names, Number(value));
    if (name !== undefined) return name;
  }
  return String(value);
}
