import { endText } from '../lab/checks.ts';
import type { LabResult } from '../lab/run-scenario.ts';
import type { OsiLayer, Scenario } from '../lab/scenario.ts';

interface Listed {
  readonly scenario: Scenario;
  /** Why it cannot be run here, or null. */
  readonly obstacle: string | null;
}

const layerNames: Readonly<Record<OsiLayer, string>> = {
  1: 'physical',
  2: 'data link',
  3: 'network',
  4: 'transport',
  5: 'session',
  6: 'presentation',
  7: 'application',
};

export function listText(all: readonly Listed[]): string {
  const width = Math.max(...all.map(({ scenario }) => scenario.name.length));
  const out: string[] = [];
  let group = '';
  for (const { scenario, obstacle } of all) {
    if (scenario.group !== group) out.push(...(group === '' ? [] : ['']), scenario.group);
    group = scenario.group;
    out.push(`  ${scenario.name.padEnd(width)}  ${scenario.title}`);
    if (obstacle !== null) out.push(`  ${''.padEnd(width)}  (not here: ${obstacle})`);
  }
  return `${out.join('\n')}\n`;
}

export function listJson(all: readonly Listed[]): string {
  const list = all.map(({ scenario: { name, title, group, summary, layers, needs }, obstacle }) => ({
    name,
    title,
    group,
    summary,
    layers,
    needs: needs ?? {},
    obstacle,
  }));
  return `${JSON.stringify(list, undefined, 2)}\n`;
}

/** A lesson as text of at most 100 columns. */
export function lessonText({ name, title, summary, layers, steps, checks }: Scenario): string {
  const out = [`${title} (${name})`, '', ...wrapped(summary, ''), '', 'What to look for:'];
  for (const [layer, text] of Object.entries(layers)) {
    const number = Number(layer) as OsiLayer;
    const [first, ...rest] = wrapped(text, ''.padEnd(19));
    out.push(`  ${number} ${layerNames[number].padEnd(14)} ${first.trimStart()}`, ...rest);
  }
  out.push('', 'Steps:', ...steps.map((step, at) => `  ${at + 1}. ${step.title}`));
  out.push('', 'Checks:', ...checks.map(({ sentence }) => `  - ${sentence}`));
  return `${out.join('\n')}\n`;
}

function wrapped(text: string, indent: string): string[] {
  const lines = [indent];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1];
    if (line.length + word.length + 1 > 100 && line !== indent) lines.push(`${indent}${word}`);
    else lines[lines.length - 1] = line === indent ? line + word : `${line} ${word}`;
  }
  return lines;
}

export function resultText({ scenario, outcome, problem, checks }: LabResult): string {
  const out = checks.flatMap(({ ok, sentence, text, frames }) => {
    const where = frames.length === 0 ? '' : ` [${frames.length === 1 ? 'frame' : 'frames'} ${frameList(frames)}]`;
    return [`${ok ? 'ok    ' : 'FAILED'}  ${sentence}`, `        ${text.replace(/\p{Cc}/gu, '\ufffd')}${where}`];
  });
  if (problem !== null) out.push(`It ended early: ${problem}`);
  const bad = checks.filter(({ ok }) => !ok).length;
  out.push(`${scenario.name}: ${outcome}, ${checks.length - bad} of ${checks.length} checks ok`);
  return `${out.join('\n')}\n`;
}

function frameList(frames: readonly number[]): string {
  return frames.length > 8 ? `${frames.slice(0, 7).join(', ')} ... ${frames.at(-1)}` : frames.join(', ');
}

export function resultJson({ scenario, outcome, problem, checks, recording, remarks }: LabResult): string {
  const { steps, processes, messages } = recording;
  const result = {
    name: scenario.name,
    title: scenario.title,
    outcome,
    problem,
    remarks,
    checks,
    frames: recording.capture.table.count,
    processes: processes.map(({ pid, role, name, command, end }) => ({ pid, role, name, command, end: endText(end) })),
    messages,
    steps: steps.map((step) => ({ ...(step.kind === 'event' ? step.event : step.call), frames: step.frames })),
  };
  const plain = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? value.toString() : value);
  return `${JSON.stringify(result, plain, 2)}\n`;
}
