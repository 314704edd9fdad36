import { type Token, tokens } from './lexer.ts';
import type { Operator } from './operators.ts';
import { fail, type Span, spanning } from './problem.ts';
import { parseRange } from './ranges.ts';
import { isValue, type Node, type Range, type SetElement } from './syntax.ts';

/** Deepest nesting of parentheses, functions, signs and slices; also the longest sum, which nests to the left. */
const MAX_DEPTH = 200;

const ARITHMETIC: ReadonlyMap<Operator, number> = new Map([
  ['&', 1],
  ['+', 2],
  ['-', 2],
  ['*', 3],
  ['/', 3],
  ['%', 3],
]);

/**
 * Parses a display filter. From the weakest to the strongest: `or`, `xor`, `and`, `not`, comparisons, `&`, `+ -`, `* / %`,
 * the sign. Returns null for an empty text, which every frame passes. Throws FilterError.
 */
export function parse(text: string): Node | null {
  return new Parser(tokens(text)).whole();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(all: readonly Token[]) {
    this.#tokens = all;
  }

  whole(): Node | null {
    if (this.#token.kind === 'end') return null;
    const node = this.#logical('or');
    this.#end();
    return node;
  }

  #end(): void {
    if (this.#token.kind !== 'end') this.#unexpected();
  }

  get #token(): Token {
    return this.#tokens[this.#at];
  }

  #take(): Token {
    return this.#tokens[this.#at++];
  }

  #isMark(text: string): boolean {
    return this.#token.kind === 'mark' && this.#token.text === text;
  }

  #unexpected(token = this.#token): never {
    if (token.kind === 'end') fail(token, 'Unexpected end of filter expression.');
    fail(token, `"${token.text}" was unexpected in this context.`);
  }

  #expect(mark: string): Token {
    if (!this.#isMark(mark)) this.#unexpected();
    return this.#take();
  }

  #deeper<T>(inner: () => T): T {
    if (++this.#depth > MAX_DEPTH) fail(this.#token, 'The filter is nested too deeply.');
    const out = inner();
    this.#depth--;
    return out;
  }

  #logical(operator: 'or' | 'xor' | 'and'): Node {
    const part = () => {
      if (operator === 'or') return this.#logical('xor');
      return operator === 'xor' ? this.#logical('and') : this.#not();
    };
    const first = part();
    if (this.#token.operator?.operator !== operator) return first;
    const items = [first];
    while (this.#token.operator?.operator === operator) {
      this.#take();
      items.push(part());
    }
    return { kind: 'logical', operator, items, ...spanning(first, items[items.length - 1]) };
  }

  #not(): Node {
    if (this.#token.operator?.operator !== 'not') return this.#relation();
    const sign = this.#take();
    const of = this.#deeper(() => this.#not());
    return { kind: 'not', of, ...spanning(sign, of) };
  }

  #relation(): Node {
    const first = this.#token;
    const quantifier = this.#quantifier();
    const left = this.#arithmetic(0);
    const { operator } = this.#token;
    const negated = operator?.role === 'not' && this.#tokens[this.#at + 1].operator?.role === 'in';
    if (negated || operator?.role === 'in') {
      this.#mustBeValue(left);
      const sign = negated ? this.#take() : this.#token;
      this.#take();
      const { set, end } = this.#set();
      const node: Node = { kind: 'in', left, set, quantifier, start: left.start, end };
      return negated ? { kind: 'not', of: node, start: sign.start, end } : node;
    }
    if (!this.#relates()) {
      if (quantifier !== null) fail(first, `"${quantifier}" needs a comparison: ${quantifier} tcp.port > 1024.`);
      return left;
    }
    const items: Node[] = [];
    let from = left;
    while (this.#relates()) {
      this.#mustBeValue(from);
      const sign = this.#take();
      const right = this.#arithmetic(0);
      this.#mustBeValue(right, sign);
      const relation = sign.operator as NonNullable<Token['operator']>;
      items.push({
        kind: 'relation',
        operator: relation.operator,
        sign,
        left: from,
        right,
        quantifier,
        ...spanning(from, right),
      });
      if (relation.role !== 'compare' && this.#relates()) this.#unexpected();
      from = right;
    }
    if (items.length === 1) return items[0];
    return { kind: 'logical', operator: 'and', items, ...spanning(left, from) };
  }

  #relates(): boolean {
    const role = this.#token.operator?.role;
    return role === 'compare' || role === 'contains' || role === 'matches';
  }

  #quantifier(): 'any' | 'all' | null {
    if (this.#token.operator?.role !== 'quantifier') return null;
    return this.#take().operator?.operator as 'any' | 'all';
  }

  /** A condition in parentheses is no value: what stands behind it was not expected. */
  #mustBeValue(node: Node, before?: Token): void {
    if (!isValue(node)) this.#unexpected(before ?? this.#token);
  }

  #arithmetic(strength: number): Node {
    let left = this.#sign();
    for (let length = 0; ; length++) {
      const operator = this.#token.operator;
      const own = operator ? ARITHMETIC.get(operator.operator) : undefined;
      if (operator === undefined || own === undefined || own <= strength) return left;
      this.#mustBeValue(left);
      if (length >= MAX_DEPTH) fail(this.#token, 'The filter is nested too deeply.');
      const sign = this.#take();
      const right = this.#arithmetic(own);
      this.#mustBeValue(right, sign);
      left = { kind: 'arithmetic', operator: operator.operator, sign, left, right, ...spanning(left, right) };
    }
  }

  #sign(): Node {
    const sign = this.#token.operator?.operator;
    if (sign !== '-' && sign !== '+') return this.#sliced();
    const token = this.#take();
    const of = this.#deeper(() => this.#sign());
    this.#mustBeValue(of, token);
    return sign === '+' ? of : { kind: 'negative', of, ...spanning(token, of) };
  }

  #sliced(): Node {
    let node = this.#entity();
    for (let count = 0; this.#isMark('['); count++) {
      this.#mustBeValue(node);
      if (count >= MAX_DEPTH) this.#unexpected();
      const { ranges, end } = this.#ranges();
      node = { kind: 'slice', of: node, ranges, start: node.start, end };
    }
    return node;
  }

  #entity(): Node {
    const token = this.#take();
    switch (token.kind) {
      case 'string':
        return { ...token, kind: 'string', value: token.value ?? '', bytes: token.bytes ?? false };
      case 'char':
        return { ...token, kind: 'char', value: token.value ?? '' };
      case 'word':
        if (this.#isMark('(')) return this.#call(token);
        return this.#field(token, token, false);
      case 'mark':
        if (token.text === '(' || token.text === '{') return this.#group(token);
        if (token.text === '@' && this.#token.kind === 'word') return this.#field(this.#take(), token, true);
        if (token.text === '$') return this.#reference(token);
    }
    this.#unexpected(token);
  }

  #field(name: Token, first: Token, raw: boolean): Node {
    const layers = this.#layers();
    const last = this.#tokens[this.#at - 1];
    return { kind: 'word', text: name.text, raw, layers, ...spanning(first, last) };
  }

  #layers(): readonly Range[] | null {
    if (!this.#isMark('#')) return null;
    this.#take();
    if (this.#isMark('[')) return this.#ranges().ranges;
    const token = this.#token;
    if (token.kind !== 'word' || !/^\d{1,9}$/.test(token.text)) this.#unexpected();
    this.#take();
    return [{ start: Number(token.text), length: 1, last: null }];
  }

  /** `$name` or `${name}`: the value that the selected frame has. */
  #reference(first: Token): Node {
    const braces = this.#isMark('{');
    if (braces) this.#take();
    const name = this.#token;
    if (name.kind !== 'word') this.#unexpected();
    this.#take();
    const layers = this.#layers();
    const last = braces ? this.#expect('}') : this.#tokens[this.#at - 1];
    return { kind: 'reference', name: name.text, layers, ...spanning(first, last) };
  }

  #group(open: Token): Node {
    const round = open.text === '(';
    const inner = this.#deeper(() => (round ? this.#logical('or') : this.#arithmetic(0)));
    if (!round && !isValue(inner)) this.#unexpected(open);
    const close = this.#expect(round ? ')' : '}');
    return { ...inner, ...spanning(open, close) };
  }

  #call(name: Token): Node {
    this.#expect('(');
    const args: Node[] = [];
    while (!this.#isMark(')')) {
      if (args.length > 0) this.#expect(',');
      const arg = this.#deeper(() => this.#arithmetic(0));
      this.#mustBeValue(arg, name);
      args.push(arg);
    }
    return { kind: 'call', name: name.text, nameSpan: name, args, ...spanning(name, this.#take()) };
  }

  #ranges(): { ranges: readonly Range[]; end: number } {
    this.#expect('[');
    const ranges: Range[] = [];
    for (;;) {
      const token = this.#token;
      if (token.kind !== 'range') this.#unexpected();
      ranges.push(parseRange(token.text, token));
      this.#take();
      if (!this.#isMark(',')) break;
      this.#take();
    }
    return { ranges, end: this.#expect(']').end };
  }

  #set(): { set: readonly SetElement[]; end: number } {
    this.#expect('{');
    const set: SetElement[] = [];
    do {
      if (set.length > 0) this.#take();
      const low = this.#element();
      const high = this.#isMark('..') ? this.#highEnd() : null;
      set.push({ low, high });
    } while (this.#isMark(','));
    return { set, end: this.#expect('}').end };
  }

  #highEnd(): Node {
    this.#take();
    return this.#element();
  }

  #element(): Node {
    const before: Span = this.#token;
    const node = this.#arithmetic(0);
    if (!isValue(node)) fail(before, 'A condition cannot be a member of a set.');
    return node;
  }
}
