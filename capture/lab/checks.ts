import { type FieldConditions, filterText, resolved } from './conditions.ts';
import type { EventCondition } from './lab.ts';
import type { LabRole, ProcessEnd } from './lab-event.ts';
import type { EventWithFrames, Recording } from './recording.ts';
import type { Check, Evidence } from './scenario.ts';

/** How many there must be: exactly, or between two numbers. */
export type Amount = number | { readonly least?: number; readonly most?: number };

function isWithin(count: number, amount: Amount): boolean {
  if (typeof amount === 'number') return count === amount;
  return count >= (amount.least ?? 0) && count <= (amount.most ?? Number.POSITIVE_INFINITY);
}

function amountText(amount: Amount): string {
  if (typeof amount === 'number') return `${amount}`;
  const { least, most } = amount;
  if (least !== undefined && most !== undefined) return `${least} to ${most}`;
  return least !== undefined ? `at least ${least}` : `at most ${most}`;
}

export function evidence(ok: boolean, text: string, frames: Iterable<number> = []): Evidence {
  return { ok, text, frames: [...new Set(frames)].sort((a, b) => a - b) };
}

/** So many frames meet the conditions. */
export function frameCount(sentence: string, conditions: FieldConditions, amount: Amount): Check {
  return {
    sentence,
    look: async (recording) => {
      const frames = await recording.frames(conditions);
      const text = `${frames.length} frames with ${filterText(resolved(conditions, recording.address))} (expected ${amountText(amount)})`;
      return evidence(isWithin(frames.length, amount), text, frames);
    },
  };
}

/** There is a frame for each set of conditions, each behind the one before. */
export function frameOrder(sentence: string, order: readonly FieldConditions[]): Check {
  return {
    sentence,
    look: async (recording) => {
      const found: number[] = [];
      for (const conditions of order) {
        const next = (await recording.frames(conditions)).find((frame) => frame > (found.at(-1) ?? 0));
        if (next === undefined) {
          const behind = found.length === 0 ? '' : ` behind frame ${found.at(-1)}`;
          return evidence(
            false,
            `no frame with ${filterText(resolved(conditions, recording.address))}${behind}`,
            found,
          );
        }
        found.push(next);
      }
      const texts = order.map((conditions) => filterText(resolved(conditions, recording.address)));
      return evidence(true, texts.map((text, at) => `frame ${found[at]} ${text}`).join('; '), found);
    },
  };
}

/** So many trace events meet the condition; the frames are those they are tied to. */
export function eventCount(sentence: string, condition: EventCondition, amount: Amount): Check {
  return {
    sentence,
    look: (recording) => {
      const found = recording.events(condition);
      const text = `${found.length} ${conditionText(condition)} (expected ${amountText(amount)})${sample(found)}`;
      return evidence(
        isWithin(found.length, amount),
        text,
        found.flatMap(({ frames }) => frames),
      );
    },
  };
}

function conditionText({ role, step, service, errno, text }: EventCondition): string {
  const words = [role, step, service, errno].filter(Boolean).join(' ');
  return `${words === '' ? '' : `${words} `}events${text === undefined ? '' : ` with ${text}`}`;
}

function sample(found: readonly EventWithFrames[]): string {
  const texts = found.flatMap(({ event }) => event.errno ?? event.text ?? []);
  return texts.length === 0 ? '' : `: ${[...new Set(texts)].slice(0, 3).join('; ')}`;
}

/** How processes of a role ended, in the order in which they were started. */
export function endings(
  sentence: string,
  role: LabRole,
  expected: readonly (number | NodeJS.Signals | readonly number[])[],
): Check {
  return {
    sentence,
    look: (recording) => {
      const processes = recording.processesOf(role);
      const ok =
        processes.length === expected.length &&
        processes.every(({ end }, at) => {
          const wanted = expected[at];
          return typeof wanted === 'string'
            ? end?.signal === wanted
            : [wanted].flat().includes(end?.status ?? Number.NaN);
        });
      return evidence(ok, processes.map(({ name, end }) => `${name} ${endText(end)}`).join('; ') || 'none was started');
    },
  };
}

export function endText(end: ProcessEnd | undefined): string {
  if (end === undefined) return 'still runs';
  return end.signal === null ? `ended with exit status ${end.status}` : `was ended by ${end.signal}`;
}

/** A line that a process of a role wrote. */
export function output(sentence: string, role: LabRole, pattern: RegExp, amount: Amount = { least: 1 }): Check {
  return {
    sentence,
    look: (recording) => {
      const lines = recording.processesOf(role).flatMap((process) => process.lines);
      const found = lines.filter(({ text }) => pattern.test(text));
      const text =
        found.length === 0
          ? `no line with ${pattern}`
          : found
              .slice(0, 3)
              .map((line) => line.text)
              .join(' | ');
      return evidence(isWithin(found.length, amount), text);
    },
  };
}

/** A message of the daemon of this severity, as its trace and its syslog have it. */
export function message(sentence: string, severity: string, pattern: RegExp, amount: Amount = { least: 1 }): Check {
  return {
    sentence,
    look: (recording) => {
      const found = recording
        .events({ step: 'log' })
        .map(({ event }) => event.text ?? '')
        .filter((text) => text.startsWith(`${severity}: `) && pattern.test(text));
      return evidence(
        isWithin(found.length, amount),
        found.slice(0, 3).join(' | ') || `no ${severity} with ${pattern}`,
      );
    },
  };
}

/** Looks at the recording freely. */
export function check(sentence: string, look: (recording: Recording) => Evidence | Promise<Evidence>): Check {
  return { sentence, look };
}

/** Every connection step of the pair is tied to frames: the trace and the wire tell one story. */
export const allStepsTied: Check = {
  sentence: 'Every accept, connect, read, write and close of the programs is tied to its frames.',
  look: (recording) => {
    const concerned = recording
      .events()
      .filter(({ event }) => event.remote !== undefined && /^(accept|connect|read|write|close)$/.test(event.step))
      .filter(({ event }) => event.protocol === 'tcp' && event.errno === undefined);
    const loose = concerned.filter(({ frames }) => frames.length === 0);
    const text =
      loose.length === 0
        ? `${concerned.length} steps`
        : `${loose.length} of ${concerned.length} without a frame, first: ${loose[0].event.role} ${loose[0].event.step}`;
    return evidence(
      concerned.length > 0 && loose.length === 0,
      text,
      concerned.flatMap(({ frames }) => frames),
    );
  },
};
