import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { saveTrace } from '../../../capture/cli/save-trace.ts';
import { findProgram } from '../../../capture/helper/program.ts';
import { obstacle } from '../../../capture/lab/requirements.ts';
import { runScenario } from '../../../capture/lab/run-scenario.ts';
import type { Scenario } from '../../../capture/lab/scenario.ts';
import { scenarios } from '../../../capture/lab/scenarios/index.ts';
import { openCaptureFile } from '../../../capture/sources/open-capture-file.ts';
import { savedTrace } from '../../../capture/trace/saved-trace.ts';
import { TracedFrames } from '../../../capture/trace/traced-frames.ts';
import { temporaryFolder } from '../opened-capture.ts';

const obstacles = new Map<Scenario, string | null>();
for (const scenario of scenarios) obstacles.set(scenario, await obstacle(scenario));

/** Each run has an address of its own, so several do not disturb each other; more would only be late. */
describe('every scenario shows what it says', { concurrency: 4 }, () => {
  for (const scenario of scenarios) {
    test(scenario.name, { skip: obstacles.get(scenario) ?? false }, async (t) => {
      const { outcome, problem, checks, recording } = await runScenario(scenario);
      t.after(() => recording.capture.close());
      assert.equal(problem, null);
      const failed = checks.filter(({ ok }) => !ok).map(({ sentence, text }) => `${sentence} ${text}`);
      assert.deepEqual(failed, []);
      assert.equal(outcome, 'passed');
      assert.equal(checks.length, scenario.checks.length);
      const { count } = recording.capture.table;
      for (const { frames } of checks)
        for (const frame of frames) assert.ok(frame >= 1 && frame <= count, `frame ${frame} of ${count} is evidence`);

      const file = join(await temporaryFolder(t), 'trace.pcapng');
      const { capture, steps, facts } = recording;
      assert.equal(await saveTrace(file, capture.source, capture.table, steps, facts), 0);
      const source = await openCaptureFile(file);
      try {
        const frames = new TracedFrames();
        await frames.read(source);
        assert.equal(frames.table.count, count);
        assert.equal(savedTrace(source.details, source.frameBytes).events.length, steps.length);
      } finally {
        await source.close();
      }
      const tshark = findProgram('tshark');
      if (tshark === undefined) return;
      const { stdout } = await promisify(execFile)(tshark, ['-r', file, '-T', 'fields', '-e', 'frame.number']);
      assert.equal(stdout.trimEnd().split('\n').length, count);
    });
  }
});

test('scenarios are told apart and explained', () => {
  assert.equal(new Set(scenarios.map(({ name }) => name)).size, scenarios.length);
  for (const { name, title, summary, layers, steps, checks } of scenarios) {
    assert.match(name, /^[a-z]+(-[a-z]+)*$/);
    assert.ok(title.length <= 70, title);
    assert.ok(summary.length >= 80 && summary.length <= 500, `${name}: ${summary.length}`);
    assert.ok(Object.keys(layers).length >= 2, `${name} says what to look for`);
    assert.ok(steps.length >= 1 && checks.length >= 3, name);
    for (const text of [summary, ...Object.values(layers), ...checks.map(({ sentence }) => sentence)])
      assert.match(text, /[.!?]$/, `${name}: "${text}" is a sentence`);
  }
});
