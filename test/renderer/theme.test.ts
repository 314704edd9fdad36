import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const css = readFileSync(join(import.meta.dirname, '../../renderer/theme/theme.css'), 'utf8');

/** The variables of a theme by name. */
function variables(selector: string): Map<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('}', start));
  return new Map([...block.matchAll(/--([\w-]+): (#[\da-f]{3,6})/g)].map(([, name, value]) => [name, value]));
}

/** Relative luminance (WCAG 2.2). */
function luminance(colour: string): number {
  const digits = colour.length === 4 ? [...colour.slice(1)].map((d) => d + d).join('') : colour.slice(1);
  const [r, g, b] = [0, 2, 4].map((at) => {
    const channel = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const pairs: (readonly [text: string, ground: string])[] = [
  ...[1, 2, 3, 4, 5, 6, 7].flatMap((osi) => [
    [`l${osi}`, `t${osi}`] as const,
    [`l${osi}`, 'panel'] as const,
    [`l${osi}`, 'selected'] as const,
    [`l${osi}`, 'hover'] as const,
  ]),
  ['text', 'panel'],
  ['text', 'selected'],
  ['text', 'selected-row'],
  ['text', 'hover'],
  ['text', 'raised'],
  ['dim', 'panel'],
  ['dim', 'bg'],
  ['dim', 'selected'],
  ['dim', 'hover'],
  ['faint', 'panel'],
  ['faint', 'bg'],
  ['faint', 'hover'],
  ['faint', 'raised'],
  ['link', 'panel'],
  ['link', 'selected'],
  ['accent-text', 'raised'],
  ['marked-text', 'marked'],
  ['chat', 'panel'],
  ['chat', 'selected-row'],
  ['note', 'note-tint'],
  ['note', 'panel'],
  ['warning', 'warning-tint'],
  ['warning', 'panel'],
  ['warning', 'selected'],
  ['warning', 'selected-row'],
  ['error', 'error-tint'],
  ['error', 'panel'],
  ['error', 'selected'],
  ['error', 'selected-row'],
];

const light = variables(':root');
const dark = variables(':root[data-theme="dark"]');

for (const [name, theme] of [
  ['light', light],
  ['dark', dark],
] as const) {
  test(`text can be read in the ${name} theme`, () => {
    const poor = pairs
      .map(([text, ground]) => ({ text, ground, ratio: contrast(theme.get(text)!, theme.get(ground)!) }))
      .filter(({ ratio }) => ratio < 4.5)
      .map(({ text, ground, ratio }) => `${text} on ${ground}: ${ratio.toFixed(2)}`);
    assert.deepEqual(poor, []);
  });
}

test('the dark theme has every colour of the light one', () => {
  assert.deepEqual(
    [...light.keys()].filter((name) => !dark.has(name)),
    [],
  );
});
