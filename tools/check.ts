// Format, lint, types, imports, unused code and file sizes.
//
//   npm run check        says what is wrong and how to fix it
//   npm run check:fix    repairs format and lint first
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { checkImports } from './check-imports.ts';
import { checkSizes } from './check-sizes.ts';
import { program, root, runSteps, type Step, type StepResult } from './steps.ts';

/** A program that reports only when something is wrong. */
async function quiet(name: string, words: readonly string[]): Promise<StepResult> {
  const result = await program(name, words);
  return result.passed ? { passed: true, output: '' } : result;
}

function typeStep(folder: string): Step {
  return {
    name: `types: ${folder}`,
    fix: `node_modules/.bin/tsc -p ${folder}`,
    run: () => quiet('tsc', ['-p', folder]),
  };
}

export function checkSteps(): Step[] {
  const folders = globSync('*/tsconfig.json', { cwd: root }).map((file) => dirname(file));
  const withSources = folders.filter((folder) => globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root }).length > 0);
  return [
    {
      name: 'unused code',
      fix: 'node_modules/.bin/knip',
      run: () => quiet('knip', ['--no-progress', '--no-config-hints']),
    },
    {
      name: 'format and lint',
      fix: 'npm run check:fix',
      run: () => quiet('biome', ['ci', '--colors=off', '--max-diagnostics=50']),
    },
    ...withSources.sort().map(typeStep),
    {
      name: 'imports',
      fix: 'import along the arrows in tools/check-imports.ts, or change them and say why in docs/decisions',
      run: async () => {
        const problems = checkImports(root);
        return { passed: problems.length === 0, output: problems.join('\n') };
      },
    },
    {
      name: 'file sizes',
      fix: 'split the file',
      run: async () => ({ passed: true, output: checkSizes(root).join('\n') }),
    },
  ];
}

if (import.meta.main) {
  if (process.argv.includes('--fix')) {
    const { output } = await program('biome', ['check', '--write', '--colors=off']);
    console.log(output);
  }
  const { passed, failed } = await runSteps(checkSteps(), Math.max(2, availableParallelism()));
  console.log(`${passed} passed, ${failed.length} failed`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
