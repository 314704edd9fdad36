import type { FieldType } from '../../decoders/model/field.ts';
import type { Operator } from './operators.ts';
import type { FilterValue, ValueKind } from './value-kind.ts';

/** Whether values of a kind can be calculated with. */
export function calculates(operator: Operator, kind: ValueKind, type: FieldType): boolean {
  if (operator === '&') return kind === 'bytes' || kind === 'ipv4' || (kind === 'number' && type !== 'double');
  if (kind === 'duration') return operator === '+' || operator === '-';
  return kind === 'number';
}

/** The result, or undefined where there is none: a division by zero. */
export function calculate(
  operator: Operator,
  a: FilterValue,
  b: FilterValue,
  fractions: boolean,
): FilterValue | undefined {
  if (a instanceof Uint8Array || b instanceof Uint8Array) return commonBits(a as Uint8Array, b as Uint8Array);
  if (fractions) return real(operator, Number(a), Number(b));
  if (typeof a === 'number' && typeof b === 'number') {
    const quick = small(operator, a, b);
    if (quick !== undefined) return quick;
  }
  const exact = whole(operator, BigInt(a), BigInt(b));
  if (exact === undefined) return undefined;
  const number = Number(exact);
  return Number.isSafeInteger(number) ? number : exact;
}

/** Results that are exact as numbers; undefined for all others. */
function small(operator: Operator, a: number, b: number): number | undefined {
  let result: number;
  if (operator === '+') result = a + b;
  else if (operator === '-') result = a - b;
  else if (operator === '*') result = a * b;
  else if (operator === '&' && a >= 0 && b >= 0 && a <= 0xffff_ffff && b <= 0xffff_ffff) result = (a & b) >>> 0;
  else return undefined;
  return Number.isSafeInteger(result) ? result : undefined;
}

function whole(operator: Operator, a: bigint, b: bigint): bigint | undefined {
  switch (operator) {
    case '&':
      return a & b;
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0n ? undefined : a / b;
    default:
      return b === 0n ? undefined : a % b;
  }
}

function real(operator: Operator, a: number, b: number): number | undefined {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? undefined : a / b;
    default:
      return b === 0 ? undefined : a % b;
  }
}

function commonBits(a: Uint8Array, b: Uint8Array): Uint8Array {
  const out = new Uint8Array(Math.min(a.length, b.length));
  for (let i = 0; i < out.length; i++) out[i] = a[i] & b[i];
  return out;
}
