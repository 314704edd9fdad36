import type { Operator } from './operators.ts';
import type { Span } from './problem.ts';

/**
 * A part of a filter as it was parsed, before names are looked up and types checked. Chains of comparisons
 * (`1 < a < 5`) and of `and`, `or`, `xor` are flat.
 */
export type Node = Span & (Value | Condition);

export type Value =
  | { readonly kind: 'word'; readonly text: string; readonly raw: boolean; readonly layers: readonly Range[] | null }
  | { readonly kind: 'string'; readonly text: string; readonly value: string; readonly bytes: boolean }
  | { readonly kind: 'char'; readonly text: string; readonly value: string }
  | { readonly kind: 'slice'; readonly of: Node; readonly ranges: readonly Range[] }
  | { readonly kind: 'call'; readonly name: string; readonly nameSpan: Span; readonly args: readonly Node[] }
  | { readonly kind: 'reference'; readonly name: string; readonly layers: readonly Range[] | null }
  | { readonly kind: 'negative'; readonly of: Node }
  | {
      readonly kind: 'arithmetic';
      readonly operator: Operator;
      readonly sign: Span;
      readonly left: Node;
      readonly right: Node;
    };

export type Condition =
  | {
      readonly kind: 'relation';
      readonly operator: Operator;
      readonly sign: Span;
      readonly left: Node;
      readonly right: Node;
      readonly quantifier: 'any' | 'all' | null;
    }
  | {
      readonly kind: 'in';
      readonly left: Node;
      readonly set: readonly SetElement[];
      readonly quantifier: 'any' | 'all' | null;
    }
  | { readonly kind: 'logical'; readonly operator: 'and' | 'or' | 'xor'; readonly items: readonly Node[] }
  | { readonly kind: 'not'; readonly of: Node };

/** A value, or a range of which both ends belong to it. */
export interface SetElement {
  readonly low: Node;
  readonly high: Node | null;
}

/**
 * Part of a slice or a choice of layers. `start` may count from the end when negative; `length` is null up to the end.
 * With `last` the end is given by position instead: `[2-4]`.
 */
export interface Range {
  readonly start: number;
  readonly length: number | null;
  readonly last: number | null;
}

/** True for what has a value, false for what holds or not. */
export function isValue(node: Node): node is Span & Value {
  switch (node.kind) {
    case 'relation':
    case 'in':
    case 'logical':
    case 'not':
      return false;
    default:
      return true;
  }
}
