// Reporter of node:test that writes one JSON line per result; tools/test-files.ts reads them.
import { inspect } from 'node:util';

/** A finished test, or a line a test said with `t.diagnostic`. */
export type ResultLine =
  | { kind: 'passed' | 'failed'; name: string; error?: string }
  | { kind: 'skipped'; name: string; reason: string }
  | { kind: 'note'; text: string };

interface TestError extends Error {
  cause?: unknown;
  failureType?: string;
}

interface TestData {
  name: string;
  skip?: string | boolean;
  todo?: string | boolean;
  details: { type?: string; error?: TestError };
}

type TestEvent =
  | { type: 'test:pass' | 'test:fail'; data: TestData }
  | { type: 'test:diagnostic'; data: { message: string } };

/** The runner's closing lines, which come as diagnostics too. */
const ownSummary = /^(?:tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) [\d.]+$/;

export default async function* report(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const { type, data } of source) {
    const line = lineFor(type, data);
    if (line !== undefined) yield `${JSON.stringify(line)}\n`;
  }
}

function lineFor(type: TestEvent['type'], data: TestEvent['data']): ResultLine | undefined {
  if ('message' in data) return ownSummary.test(data.message) ? undefined : { kind: 'note', text: data.message };
  if (type !== 'test:pass' && type !== 'test:fail') return undefined;
  const { name, skip, todo, details } = data;
  const reason = skip || todo;
  if (reason) return { kind: 'skipped', name, reason: typeof reason === 'string' ? reason : 'no reason given' };
  if (details.type === 'suite' && (type === 'test:pass' || details.error?.failureType === 'subtestsFailed'))
    return undefined;
  if (type === 'test:pass') return { kind: 'passed', name };
  const inside = details.error?.failureType === 'subtestsFailed';
  return { kind: 'failed', name, ...(inside ? {} : { error: describe(details.error) }) };
}

function describe(error: TestError | undefined): string {
  const cause = error?.cause instanceof Error ? error.cause : error;
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause);
  // The runner's own frames say nothing about the failure.
  return text.replaceAll(/^\s+at .*(?:node:internal|node:async_hooks).*\n?/gm, '').trimEnd();
}
