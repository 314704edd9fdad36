import type { Dissection } from '../../decoders/model/dissection.ts';
import type { Decision, FrameFacts } from './frame-facts.ts';
import type { FieldOperand, Operand } from './operands.ts';
import type { FilterValue } from './value-kind.ts';

/** Stands for an answer that was not asked for yet. */
const UNKNOWN = -2;
/** Ends above this are those of few frames each. */
const MOST_REMEMBERED = 1 << 26;

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
  const decide = (facts: FrameFacts): Decision => {
    const count = column.count(facts);
    if (count <= 0) return count < 0 ? -1 : 0;
    for (let index = 0; index < count; index++) {
      const own = test(column.value(facts, index));
      if (own !== all) return own ? 1 : 0;
    }
    return all ? 1 : 0;
  };
  return column.there ? rememberedByEnds(column.there, decide) : decide;
}

/** Answers that depend on a frame's ends alone are worked out once for the frames of a conversation. */
function rememberedByEnds(
  there: (facts: FrameFacts) => Decision,
  decide: (facts: FrameFacts) => Decision,
): (facts: FrameFacts) => Decision {
  let known = new Int8Array(1024).fill(UNKNOWN);
  let generation = -1;
  return (facts) => {
    const present = there(facts);
    if (present !== 1) return present;
    if (facts.generation !== generation) {
      generation = facts.generation;
      known.fill(UNKNOWN);
    }
    const ends = facts.table.ends.values.get(facts.frame);
    if (ends >= MOST_REMEMBERED) return decide(facts);
    if (ends >= known.length) {
      const wider = new Int8Array(Math.max(ends + 1, known.length * 2)).fill(UNKNOWN);
      wider.set(known);
      known = wider;
    }
    if (known[ends] === UNKNOWN) known[ends] = decide(facts);
    return known[ends] as Decision;
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
