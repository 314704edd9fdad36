import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { type Fixture, listing } from './listing.ts';

const folder = join(import.meta.dirname, '..', 'golden');

/** Compares each fixture's listing with `test/golden/<name>.txt`; `UPDATE_GOLDEN=1` writes it instead. */
export function goldens(fixtures: readonly Fixture[]): void {
  for (const fixture of fixtures) {
    test(`golden ${fixture.name}`, () => {
      const path = join(folder, `${fixture.name}.txt`);
      const text = listing(fixture);
      if (process.env.UPDATE_GOLDEN === '1') {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      }
      assert.ok(
        existsSync(path),
        `no golden ${path}: run UPDATE_GOLDEN=1 node --test on this file and read what it wrote`,
      );
      assert.equal(text, readFileSync(path, 'utf8'));
    });
  }
}
