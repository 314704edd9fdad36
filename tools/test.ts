// Checks, builds and tests everything; the last line counts the results.
//
//   npm test                      everything
//   npm test -- FOLDER|FILE...    only these tests (test/capture, capture, test/contract/schema.test.ts), without the checks
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { buildTarget, type TargetName, targets } from './build.ts';
import { checkSteps } from './check.ts';
import { pinnedEnvironment, root, runSteps, type Step } from './steps.ts';
import { addCounts, type Counts, type Limits, runTests } from './test-files.ts';

/** Time is part of what these measure, or they need the whole machine: one file at a time, after the others. */
const serialFolders = ['reference', 'perf', 'e2e'];
const isSerial = (file: string): boolean =>
  file.endsWith('.serial.test.ts') || serialFolders.some((folder) => file.startsWith(`test/${folder}/`));

const parallelLimits: Limits = { test: 60_000, file: 180_000 };
const serialLimits: Limits = { test: 180_000, file: 400_000 };

function testFiles(wanted: readonly string[]): string[] {
  const all = globSync('test/**/*.test.ts', { cwd: root }).sort();
  if (wanted.length === 0) return all;
  const chosen = wanted.flatMap((word) => {
    const path = word.replace(/^(?:\.\/)?(?:test\/)?/, 'test/').replace(/\/$/, '');
    const found = all.filter((file) => file === path || file.startsWith(`${path}/`));
    if (found.length === 0) throw new Error(`No test is called ${word}; give a folder or file below test/.`);
    return found;
  });
  return [...new Set(chosen)];
}

function buildStep(name: TargetName): Step {
  return {
    name: `build: ${name}`,
    fix: `npm run build -- ${name}`,
    run: async () => {
      try {
        await buildTarget(name);
        return { passed: true, output: '' };
      } catch (error) {
        return { passed: false, output: (error as Error).message };
      }
    },
  };
}

Object.assign(process.env, pinnedEnvironment);
const started = performance.now();
const counts: Counts = { passed: 0, failed: [], skipped: [] };
try {
  const wanted = process.argv.slice(2);
  const files = testFiles(wanted);
  const builds = (Object.keys(targets) as TargetName[]).map(buildStep);
  const steps = wanted.length === 0 ? [...checkSteps(), ...builds] : files.some(isSerial) ? builds : [];
  const { passed, failed } = await runSteps(steps, Math.max(2, availableParallelism()));
  counts.passed += passed;
  counts.failed.push(...failed);
  const parallel = files.filter((file) => !isSerial(file));
  addCounts(counts, await runTests(parallel, availableParallelism(), parallelLimits));
  addCounts(counts, await runTests(files.filter(isSerial), 1, serialLimits));
} catch (error) {
  counts.failed.push((error as Error).message);
}
for (const line of counts.failed) console.log(`failed: ${line}`);
for (const line of counts.skipped) console.log(`skipped: ${line}`);
console.log(`in ${((performance.now() - started) / 1000).toFixed(0)} s`);
console.log(`${counts.passed} passed, ${counts.failed.length} failed, ${counts.skipped.length} skipped`);
process.exitCode = counts.failed.length === 0 && counts.passed > 0 ? 0 : 1;
