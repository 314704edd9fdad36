import type { Dissection } from '../../decoders/model/dissection.ts';
import type { Field, FieldType } from '../../decoders/model/field.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import { calculate, calculates } from './arithmetic.ts';
import { FilterError } from './display-filter.ts';
import { fieldsCalled, newerName } from './field-names.ts';
import { functionNamed, functions } from './functions.ts';
import { readLiteral } from './literals.ts';
import { constant, derived, FieldOperand, type Operand } from './operands.ts';
import { fail, type Span } from './problem.ts';
import { place } from './ranges.ts';
import type { FilterReferences } from './references.ts';
import { nearestFields, nearestOf } from './suggestions.ts';
import type { Node, Range, Value } from './syntax.ts';
import { bounds, commonType, type FilterValue, kindOf, typeTitles } from './value-kind.ts';

/** Most values that one calculation gives in a frame: fields that occur very often are combined no further. */
const MAX_VALUES = 65_536;

/** Turns the values of a filter into operands: looks names up, reads literals, checks types. */
export class ValueCompiler {
  readonly registry: Registry;
  /** Fields that a frame must be decoded with. */
  readonly wanted = new Set<Field>();
  readonly warn: (span: Span, message: string, suggestions?: readonly string[]) => void;
  /** A part of the filter as it was written, for messages. */
  readonly #text: (span: Span) => string;
  readonly #references: FilterReferences;

  constructor(
    registry: Registry,
    text: (span: Span) => string,
    warn: (span: Span, message: string, suggestions?: readonly string[]) => void,
    references: FilterReferences = () => undefined,
  ) {
    this.registry = registry;
    this.#text = text;
    this.warn = warn;
    this.#references = references;
  }

  /** True for what has the same value in every frame: it takes its type from what it is compared with. */
  isConstant(node: Node): boolean {
    switch (node.kind) {
      case 'string':
      case 'char':
        return true;
      case 'word':
        return !node.raw && node.layers === null && fieldsCalled(node.text, this.registry).length === 0;
      case 'negative':
        return this.isConstant(node.of);
      case 'arithmetic':
        return this.isConstant(node.left) && this.isConstant(node.right);
      default:
        return false;
    }
  }

  /**
   * Both sides of something, a literal read as the type of the other side; they have the same kind.
   *
   * @param check what the side that gives the type must be
   */
  pair(
    left: Node,
    right: Node,
    sign: { readonly text: string } & Span,
    check: (side: Node, operand: Operand) => Operand = (_, operand) => operand,
  ): readonly [Operand, Operand] {
    const leftConstant = this.isConstant(left);
    if (leftConstant && this.isConstant(right)) this.#noField(left, right, sign);
    const first = check(leftConstant ? right : left, this.operand(leftConstant ? right : left));
    const second = this.operand(leftConstant ? left : right, first);
    if (first.kind !== second.kind) {
      fail(leftConstant ? left : right, `${this.#text(left)} and ${this.#text(right)} are not of compatible types.`);
    }
    return leftConstant ? [second, first] : [first, second];
  }

  #noField(left: Node, right: Node, sign: { readonly text: string }): never {
    for (const node of [left, right]) {
      if (node.kind === 'word' && looksLikeField(node.text)) this.unknownField(node, node.text);
    }
    fail(left, `Left side of "${sign.text}" expression must be a field or function, not ${this.#text(left)}.`);
  }

  /** @param beside what a literal is compared with; without it only fields and what is made of them will do */
  operand(node: Node, beside?: Operand): Operand {
    switch (node.kind) {
      case 'word':
        return this.#word(node, beside);
      case 'string':
      case 'char':
        return this.#literal(node, { ...node, bytes: node.kind === 'string' && node.bytes }, beside);
      case 'slice':
        return this.#slice(node, beside);
      case 'call':
        return this.#call(node);
      case 'reference':
        return this.#reference(node);
      case 'negative':
        return this.#negative(node, beside);
      case 'arithmetic':
        return this.#arithmetic(node, beside);
      default:
        fail(node, 'A condition has no value to compare.');
    }
  }

  /** The field itself, for presence and for count(). */
  field(node: Node & Extract<Value, { kind: 'word' }>): FieldOperand {
    const fields = fieldsCalled(node.text, this.registry);
    if (fields.length === 0) this.unknownField(node, node.text);
    const newer = newerName(node.text, this.registry);
    if (newer !== undefined) this.warn(node, `"${node.text}" is deprecated in favour of "${newer}".`, [newer]);
    for (const field of fields) this.wanted.add(field);
    const type = commonType(fields);
    const alike = fields.filter((field) => kindOf(field.type) === kindOf(type));
    return new FieldOperand(node.raw ? fields : alike, type, node.layers, this.registry, node.raw);
  }

  unknownField(span: Span, name: string): never {
    if (!/^[A-Za-z_]/.test(name)) fail(span, `${name} is neither a field nor a protocol name.`);
    const minus = /^(.*?[^-])-(.+)$/.exec(name);
    const spaced = minus && fieldsCalled(minus[1], this.registry).length > 0 ? [`${minus[1]} - ${minus[2]}`] : [];
    const near = [...spaced, ...nearestFields(name, this.registry)];
    fail(span, `"${name}" is not a valid protocol or protocol field.`, near);
  }

  #word(node: Node & Extract<Value, { kind: 'word' }>, beside: Operand | undefined): Operand {
    if (!this.isConstant(node)) return this.field(node);
    const written = { ...node, kind: 'word' as const, value: node.text, bytes: false };
    return this.#literal(node, written, beside);
  }

  #literal(node: Node, written: Parameters<typeof readLiteral>[0], beside: Operand | undefined): Operand {
    if (beside === undefined) {
      if (node.kind === 'word' && looksLikeField(node.text)) this.unknownField(node, node.text);
      fail(node, `${this.#text(node)} is neither a field nor a protocol name.`);
    }
    return readAs(written, beside);
  }

  #slice(node: Node & Extract<Value, { kind: 'slice' }>, beside: Operand | undefined): Operand {
    const of = this.operand(node.of, beside);
    const { kind } = of;
    if (kind !== 'bytes' && kind !== 'text' && kind !== 'ipv4') {
      fail(
        node.of,
        `"${this.#text(node.of)}" is a ${typeTitles[of.type]} and cannot be sliced into a sequence of bytes.`,
      );
    }
    const { ranges } = node;
    return derived([of], 'bytes', (d) => of.values(d).map((value) => sliced(toBytes(value), ranges)));
  }

  #call(node: Node & Extract<Value, { kind: 'call' }>): Operand {
    const descriptor = functionNamed(node.name);
    if (descriptor === undefined) {
      const names = functions.map((f) => f.name);
      fail(node.nameSpan, `Function '${node.name}' does not exist`, nearestOf(node.name, names, 3));
    }
    const { least, most, name } = descriptor;
    if (node.args.length < least) fail(node.nameSpan, `Function ${name} needs at least ${least} arguments.`);
    if (node.args.length > most) fail(node.nameSpan, `Function ${name} can only accept ${most} arguments.`);
    const first = node.args.find((arg) => !this.isConstant(arg));
    if (first === undefined) fail(node.args[0], `Argument '${this.#text(node.args[0])}' is not valid for ${name}()`);
    const beside = this.operand(first);
    const args = node.args.map((arg) => (arg === first ? beside : this.operand(arg, beside)));
    args.forEach((arg, index) => {
      if (descriptor.field && arg.plain === undefined) {
        fail(node.args[index], `Only a field can be used as parameter for ${name}()`);
      }
      if (!descriptor.takes(arg)) fail(node.args[index], `${descriptor.refusal} ${name}()`);
      if (arg.kind !== beside.kind) fail(node.args[index], `The arguments of ${name}() are not of compatible types.`);
    });
    // One of several arguments is enough for the greatest and the smallest.
    const needed = most === 1 ? args : [];
    return derived(needed, descriptor.returns(args), (d) => descriptor.values(args, d));
  }

  /** The value that the selected frame has, taken when the filter is made. */
  #reference(node: Node & Extract<Value, { kind: 'reference' }>): Operand {
    const fields = fieldsCalled(node.name, this.registry);
    if (fields.length === 0) this.unknownField(node, node.name);
    const values = this.#references(fields) ?? [];
    if (values.length === 0) this.warn(node, `The selected frame has no ${node.name}.`);
    const type = commonType(fields);
    return { type, kind: kindOf(type), fields, values: () => values, present: () => (values.length > 0 ? 1 : 0) };
  }

  #negative(node: Node & Extract<Value, { kind: 'negative' }>, beside: Operand | undefined): Operand {
    const limits = beside && bounds(beside.type);
    // The smallest number of a type has no counterpart above zero.
    const wider = beside && limits && limits[0] < 0n ? { ...beside, type: 'uint64' as const, fields: [] } : beside;
    const of = this.operand(node.of, wider);
    if (of.kind !== 'number' && of.kind !== 'duration') {
      fail(node.of, `${typeTitles[of.type]} cannot be negated.`);
    }
    if (of.literal === undefined || beside === undefined)
      return derived([of], of.type, (d) => of.values(d).map(negated));
    const value = negated(of.literal.value);
    if (limits && limits[0] < 0n && (value as number) < limits[0]) {
      fail(node, `"${this.#text(node)}" too small for this field, minimum ${limits[0]}.`);
    }
    return constant({ value }, beside.type);
  }

  #arithmetic(node: Node & Extract<Value, { kind: 'arithmetic' }>, beside: Operand | undefined): Operand {
    const { operator } = node;
    const check = (side: Node, operand: Operand): Operand => {
      if (calculates(operator, operand.kind, operand.type)) return operand;
      fail(side, `${typeTitles[operand.type]} cannot be used with ${operator}.`);
    };
    const [a, b] =
      this.isConstant(node) && beside
        ? [check(node.left, this.operand(node.left, beside)), this.operand(node.right, beside)]
        : this.pair(node.left, node.right, { text: operator, ...node.sign }, check);
    const type: FieldType = a.literal === undefined ? a.type : b.type;
    const fractions = type === 'double';
    if (a.literal && b.literal) {
      const value = calculate(operator, a.literal.value, b.literal.value, fractions);
      if (value === undefined) fail(node.right, 'A division by zero has no value.');
      return constant({ value }, type);
    }
    return derived([a, b], type, (d) => {
      const out: FilterValue[] = [];
      const right = b.values(d);
      for (const x of a.values(d)) {
        for (const y of right) {
          if (out.length === MAX_VALUES) return out;
          const value = calculate(operator, x, y, fractions);
          if (value !== undefined) out.push(value);
        }
      }
      return out;
    });
  }
}

/** A literal as the type beside it or, where fields of one name differ, as that of another of them. */
function readAs(written: Parameters<typeof readLiteral>[0], beside: Operand): Operand {
  const types = new Set([beside.type, ...beside.fields.map((field) => field.type)]);
  let first: unknown;
  for (const type of types) {
    if (kindOf(type) !== beside.kind) continue;
    try {
      return constant(readLiteral(written, type, beside.fields), type);
    } catch (error) {
      if (!(error instanceof FilterError)) throw error;
      first ??= error;
    }
  }
  throw first;
}

/** Dotted names were meant as fields, and so was a word that stands alone. */
export function looksLikeField(text: string): boolean {
  return /^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*$/.test(text);
}

function negated(value: FilterValue): FilterValue {
  return typeof value === 'bigint' ? -value : -(value as number);
}

function toBytes(value: FilterValue): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string') return new TextEncoder().encode(value);
  const address = Number(value);
  return Uint8Array.of(address >>> 24, address >>> 16, address >>> 8, address);
}

/** The ranges one behind the other; one that reaches beyond the end ends it. */
function sliced(bytes: Uint8Array, ranges: readonly Range[]): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const range of ranges) {
    const at = place(range, bytes.length);
    if (at === undefined) break;
    parts.push(bytes.subarray(at.start, at.end));
  }
  return parts.length === 1 ? parts[0] : Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** The value of a field in a decoded frame, for references. */
export function valuesIn(d: Dissection, fields: readonly Field[], registry: Registry): readonly FilterValue[] {
  return new FieldOperand(fields, commonType(fields), null, registry).values(d);
}
