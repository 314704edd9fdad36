import type { Registry } from '../../decoders/model/registry.ts';
import { allOf, type Condition, exists, noneOf, notZero, oddOf, oneOf, pairsPass, valuesPass } from './conditions.ts';
import type { Literal } from './literals.ts';
import type { Operand } from './operands.ts';
import type { Operator } from './operators.ts';
import { Pattern } from './pattern.ts';
import { fail, type Span } from './problem.ts';
import type { FilterReferences } from './references.ts';
import type { Node, SetElement } from './syntax.ts';
import { ValueCompiler } from './value-compiler.ts';
import { compareValues, type FilterValue, typeTitles } from './value-kind.ts';

type Relation = Node & { readonly kind: 'relation' };
type Membership = Node & { readonly kind: 'in' };
type Warn = (span: Span, message: string, suggestions?: readonly string[]) => void;

/** Turns a parsed filter into a condition that can be asked. */
export class ConditionCompiler {
  readonly values: ValueCompiler;
  readonly #warn: Warn;
  readonly #text: string;

  constructor(text: string, registry: Registry, warn: Warn, references?: FilterReferences) {
    this.#text = text;
    this.#warn = warn;
    this.values = new ValueCompiler(registry, (span) => this.#written(span), warn, references);
  }

  condition(node: Node): Condition {
    switch (node.kind) {
      case 'logical': {
        const parts = node.items.map((item) => this.condition(item));
        if (node.operator === 'and') return allOf(parts);
        return node.operator === 'or' ? oneOf(parts) : oddOf(parts);
      }
      case 'not':
        return noneOf(this.condition(node.of));
      case 'relation':
        return this.#relation(node);
      case 'in':
        return this.#membership(node);
      case 'word':
        return exists(this.values.field(node));
      case 'call':
        this.values.operand(node);
        fail(node.nameSpan, 'You cannot test whether a function is present.', [`${this.#written(node)} > 0`]);
        break;
      case 'string':
      case 'char':
        fail(node, `${node.text} is neither a field nor a protocol name.`);
        break;
      default:
        return notZero(this.values.operand(node));
    }
  }

  #written(span: Span): string {
    return this.#text.slice(span.start, span.end);
  }

  #relation(node: Relation): Condition {
    if (node.operator === 'matches') return this.#matches(node);
    if (node.operator === 'contains') return this.#contains(node);
    const sign = { text: this.#written(node.sign), ...node.sign };
    const [left, right] = this.values.pair(node.left, node.right, sign);
    if (left.kind === 'none') fail(node.left, `${this.#written(node.left)} is a heading: it can only be there or not.`);
    this.#risks(node, left, right);
    const holds = comparison(node.operator);
    const all = quantified(node.quantifier, node.operator === 'all-ne' || node.operator === 'all-eq');
    if (right.literal) return valuesPass(left, against(right, right.literal, holds), all);
    if (left.literal) {
      const reversed = (order: number) => holds(-order);
      return valuesPass(right, against(left, left.literal, reversed), all);
    }
    return pairsPass(left, right, (a, b) => holds(compareValues(a, b)), all);
  }

  /** Remarks on comparisons that hold for no frame or for every one. */
  #risks(node: Relation, left: Operand, right: Operand): void {
    const [field, literal] = right.literal ? [left, right.literal] : [right, left.literal];
    if (literal && typeof literal.value !== 'object' && Number(literal.value) < 0 && /^uint/.test(field.type)) {
      this.#warn(node, `A ${typeTitles[field.type]} is never negative.`);
    }
    if (
      literal?.value === 0 &&
      /^(?:uint|frame)/.test(field.type) &&
      field.plain &&
      ((right.literal && node.operator === 'ge') || (left.literal && node.operator === 'le'))
    ) {
      this.#warn(node, 'This holds for every value that the field can have.');
    }
    const bare = node.right.kind === 'word' && right.literal && right.kind === 'text' ? node.right : undefined;
    if (bare) {
      const quoted = JSON.stringify(bare.text);
      this.#warn(bare, `Quotes are missing: write ${quoted}, or it may be taken for a field.`, [quoted]);
    }
    if (node.left.kind === 'word' && this.#written(node.left) === this.#written(node.right)) {
      this.#warn(node, 'Both sides are the same.');
    }
  }

  #contains(node: Relation): Condition {
    const left = this.values.operand(node.left);
    this.#searchable(node.left, left, 'contains');
    const right = this.values.operand(node.right, left);
    if (left.kind !== right.kind) {
      fail(node.right, `${this.#written(node.left)} and ${this.#written(node.right)} are not of compatible types.`);
    }
    this.#risks(node, left, right);
    const all = quantified(node.quantifier, false);
    const read = reader(left);
    if (right.literal) {
      const needle = right.literal.value;
      return valuesPass(left, (value) => includes(value, needle), all, read);
    }
    return pairsPass(searching(left), right, includes, all);
  }

  #matches(node: Relation): Condition {
    const left = this.values.operand(node.left);
    this.#searchable(node.left, left, 'matches');
    if (node.right.kind !== 'string') fail(node.right, 'Matches requires a double quoted string on the right side.');
    const pattern = new Pattern(node.right);
    const all = quantified(node.quantifier, false);
    return valuesPass(left, (value) => pattern.test(value as string | Uint8Array), all, reader(left));
  }

  #searchable(node: Node, operand: Operand, operator: string): void {
    if (operand.kind === 'text' || operand.kind === 'bytes') return;
    const type = `${this.#written(node)} (type=${typeTitles[operand.type]})`;
    fail(node, `${type} cannot participate in ${operator} comparison.`);
  }

  #membership(node: Membership): Condition {
    if (this.values.isConstant(node.left)) {
      const text = this.#written(node.left);
      if (node.left.kind === 'word') this.values.unknownField(node.left, text);
      fail(node.left, `Left side of "in" expression must be a field or function, not ${text}.`);
    }
    const left = this.values.operand(node.left);
    const elements = node.set.map((element) => this.#element(element, left));
    const all = quantified(node.quantifier, false);
    const tests: ((value: FilterValue) => boolean)[] = [];
    for (const element of elements) if (typeof element === 'function') tests.push(element);
    if (tests.length === elements.length) return valuesPass(left, anyTest(tests), all);
    // Members that differ from frame to frame are compared one by one.
    const parts = elements.map((element) =>
      typeof element === 'function'
        ? valuesPass(left, element, all)
        : pairsPass(left, element, (a, b) => compareValues(a, b) === 0, all),
    );
    return oneOf(parts);
  }

  #element({ low, high }: SetElement, left: Operand): ((value: FilterValue) => boolean) | Operand {
    const member = (node: Node) => {
      const operand = this.values.operand(node, left);
      if (operand.kind !== left.kind) {
        fail(node, `${this.#written(node)} is not of a type that it can be compared with here.`);
      }
      return operand;
    };
    const first = member(low);
    if (high === null) return first.literal ? against(first, first.literal, (order) => order === 0) : first;
    const last = member(high);
    if (!first.literal || !last.literal) {
      fail(first.literal ? high : low, 'The ends of a range must be values, not fields.');
    }
    if (compareValues(first.literal.value, last.literal.value) > 0) {
      const swapped = `${this.#written(high)}..${this.#written(low)}`;
      this.#warn({ start: low.start, end: high.end }, 'The range is empty: its end is before its beginning.', [
        swapped,
      ]);
    }
    const from = against(first, first.literal, (order) => order >= 0);
    const to = against(last, last.literal, (order) => order <= 0);
    return (value) => from(value) && to(value);
  }
}

function quantified(quantifier: 'any' | 'all' | null, otherwise: boolean): boolean {
  return quantifier === null ? otherwise : quantifier === 'all';
}

/** What an operator asks of the order of two values. */
function comparison(operator: Operator): (order: number) => boolean {
  switch (operator) {
    case 'any-eq':
    case 'all-eq':
      return (order) => order === 0;
    case 'all-ne':
    case 'any-ne':
      return (order) => order !== 0;
    case 'gt':
      return (order) => order > 0;
    case 'ge':
      return (order) => order >= 0;
    case 'lt':
      return (order) => order < 0;
    default:
      return (order) => order <= 0;
  }
}

/** Compares values with a literal; of addresses with a prefix only its bits. */
function against(
  operand: Operand,
  { value, prefix }: Literal,
  holds: (order: number) => boolean,
): (value: FilterValue) => boolean {
  if (prefix !== undefined && operand.type === 'ipv4') {
    const mask = prefix === 0 ? 0 : (-1 << (32 - prefix)) >>> 0;
    const net = ((value as number) & mask) >>> 0;
    return (other) => holds(compareValues(((other as number) & mask) >>> 0, net));
  }
  if (prefix !== undefined) {
    const net = leading(value as Uint8Array, prefix);
    return (other) => holds(compareValues(leading(other as Uint8Array, prefix), net));
  }
  return (other) => holds(compareValues(other, value));
}

function leading(bytes: Uint8Array, bits: number): Uint8Array {
  return bytes.map((byte, i) => {
    const left = bits - i * 8;
    return left >= 8 ? byte : left <= 0 ? 0 : byte & (0xff << (8 - left));
  });
}

function anyTest(tests: readonly ((value: FilterValue) => boolean)[]): (value: FilterValue) => boolean {
  return (value) => {
    for (const test of tests) if (test(value)) return true;
    return false;
  };
}

function includes(value: FilterValue, part: FilterValue): boolean {
  if (typeof value === 'string') return value.includes(part as string);
  const bytes = value as Uint8Array;
  // Buffers search with the machine's own instructions.
  return Buffer.prototype.includes.call(bytes, part as Buffer);
}

function reader({ plain }: Operand) {
  return plain && plain.type === 'protocol' ? plain.searched.bind(plain) : undefined;
}

/** The operand with what `contains` looks into as its values. */
function searching(operand: Operand): Operand {
  const { plain } = operand;
  if (plain === undefined || plain.type !== 'protocol') return operand;
  return {
    ...operand,
    present: (facts) => plain.present(facts),
    values(d) {
      const out: FilterValue[] = [];
      for (let at = plain.entries.first(d); at >= 0; at = plain.entries.next(d, at + 1))
        out.push(plain.searched(d, at));
      return out;
    },
  };
}
