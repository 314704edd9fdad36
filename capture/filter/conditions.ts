import type { Dissection } from '../../decoders/model/dissection.ts';
import type { Decision, FrameFacts } from './frame-facts.ts';
import type { FieldOperand, Operand } from './operands.ts';
import type { FilterValue } from './value-kind.ts';

/** Something that holds in a frame or does not. {@link decide} never says other than {@link test} would. */
export interface Condition {
  decide(facts: FrameFacts): Decision;
  test(d: Dissection): boolean;
}

export const always: Condition = { decide: () => 1, test: () => true };

/** Every part holds. Rows are asked of all parts before a frame is decoded for one of them. */
export function allOf(parts: readonly Condition[]): Condition {
  if (parts.length === 1) return parts[0];
  return {
    decide(facts) {
      let answer: Decision = 1;
      for (const part of parts) {
        const own = part.decide(facts);
        if (own === 0) return 0;
        if (own < 0) answer = -1;
      }
      return answer;
    },
    test(d) {
      for (const part of parts) if (!part.test(d)) return false;
      return true;
    },
  };
}

export function oneOf(parts: readonly Condition[]): Condition {
  if (parts.length === 1) return parts[0];
  return {
    decide(facts) {
      let answer: Decision = 0;
      for (const part of parts) {
        const own = part.decide(facts);
        if (own === 1) return 1;
        if (own < 0) answer = -1;
      }
      return answer;
    },
    test(d) {
      for (const part of parts) if (part.test(d)) return true;
      return false;
    },
  };
}

/** True where an odd number of the parts hold. */
export function oddOf(parts: readonly Condition[]): Condition {
  return {
    decide(facts) {
      let odd: 0 | 1 = 0;
      for (const part of parts) {
        const own = part.decide(facts);
        if (own < 0) return -1;
        if (own === 1) odd = odd === 0 ? 1 : 0;
      }
      return odd;
    },
    test(d) {
      let odd = false;
      for (const part of parts) if (part.test(d)) odd = !odd;
      return odd;
    },
  };
}

export function noneOf(part: Condition): Condition {
  return {
    decide(facts) {
      const own = part.decide(facts);
      return own < 0 ? -1 : own === 0 ? 1 : 0;
    },
    test: (d) => !part.test(d),
  };
}

/** The field is there. */
export function exists(operand: FieldOperand): Condition {
  return {
    decide: (facts) => operand.present(facts),
    test: (d) => operand.entries.first(d) >= 0,
  };
}

/** One of the values is not zero, or has a byte that is not. */
export function notZero(operand: Operand): Condition {
  return {
    decide: (facts) => (operand.present(facts) === 0 ? 0 : -1),
    test: (d) => operand.values(d).some(isSet),
  };
}

function isSet(value: FilterValue): boolean {
  if (value instanceof Uint8Array) return value.some((byte) => byte !== 0);
  if (typeof value === 'string') return value !== '';
  return typeof value === 'bigint' ? value !== 0n : value !== 0;
}

/**
 * A test of single values holds for all of the operand's values, or for one of them; never where it has none.
 *
 * @param read what the test looks at, where that is not the value itself
 */
export function valuesPass(
  operand: Operand,
  test: (value: FilterValue) => boolean,
  all: boolean,
  read?: (d: Dissection, entry: number) => FilterValue,
): Condition {
  const { plain } = operand;
  if (plain === undefined) {
    return {
      decide: (facts) => (operand.present(facts) === 0 ? 0 : -1),
      test(d) {
        const values = operand.values(d);
        return all ? values.length > 0 && values.every(test) : values.some(test);
      },
    };
  }
  const { entries } = plain;
  return {
    decide: fromColumn(plain, test, all),
    test(d) {
      let entry = entries.first(d);
      if (entry < 0) return false;
      for (; entry >= 0; entry = entries.next(d, entry + 1)) {
        const passes = test(read ? read(d, entry) : plain.read(d, entry));
        if (passes !== all) return passes;
      }
      return all;
    },
  };
}

function fromColumn(
  operand: FieldOperand,
  test: (value: FilterValue) => boolean,
  all: boolean,
): (facts: FrameFacts) => Decision {
  const { column } = operand;
  if (column === undefined) return (facts) => (operand.present(facts) === 0 ? 0 : -1);
  const passes = column.addressId ? rememberedById(column, test) : columnTest(column, test);
  return (facts) => {
    const count = column.count(facts);
    if (count <= 0) return count < 0 ? -1 : 0;
    for (let index = 0; index < count; index++) {
      const own = passes(facts, index);
      if (own !== all) return own ? 1 : 0;
    }
    return all ? 1 : 0;
  };
}

type PassesAt = (facts: FrameFacts, index: number) => boolean;

function columnTest(column: NonNullable<FieldOperand['column']>, test: (value: FilterValue) => boolean): PassesAt {
  return (facts, index) => test(column.value(facts, index));
}

/** Addresses are tested once each. */
function rememberedById(column: NonNullable<FieldOperand['column']>, test: (value: FilterValue) => boolean): PassesAt {
  let known = new Int8Array(1024).fill(-1);
  let generation = -1;
  return (facts, index) => {
    if (facts.generation !== generation) {
      generation = facts.generation;
      known.fill(-1);
    }
    const id = column.addressId!(facts, index);
    if (id >= known.length) {
      const wider = new Int8Array(Math.max(id + 1, known.length * 2)).fill(-1);
      wider.set(known);
      known = wider;
    }
    if (known[id] < 0) known[id] = test(column.value(facts, index)) ? 1 : 0;
    return known[id] === 1;
  };
}

/** A test of pairs holds for every pair of values of both operands, or for one of them. */
export function pairsPass(
  left: Operand,
  right: Operand,
  test: (a: FilterValue, b: FilterValue) => boolean,
  all: boolean,
): Condition {
  return {
    decide: (facts) => (left.present(facts) === 0 || right.present(facts) === 0 ? 0 : -1),
    test(d) {
      const a = left.values(d);
      const b = a.length === 0 ? a : right.values(d);
      if (b.length === 0) return false;
      for (const x of a) for (const y of b) if (test(x, y) !== all) return !all;
      return all;
    },
  };
}
