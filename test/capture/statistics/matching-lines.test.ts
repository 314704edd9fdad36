import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchingLines } from '../../../capture/statistics/matching-lines.ts';

/** A line for each word, as deep as it has dots in front. */
const lines = ['eth', '.ip', '..tcp', '...http', '...tls', '..udp', '...dns', '.ipv6', '..udp', '...dns', 'raw'];

const found: readonly [string, string[]][] = [
  ['dns', ['eth', '.ip', '..udp', '...dns', '.ipv6', '..udp', '...dns']],
  ['tcp', ['eth', '.ip', '..tcp']],
  ['http', ['eth', '.ip', '..tcp', '...http']],
  ['t', ['eth', '.ip', '..tcp', '...http', '...tls']],
  ['raw', ['raw']],
  ['eth', ['eth']],
  ['none', []],
];

for (const [part, kept] of found) {
  test(`"${part}" with what it stands below`, () => {
    const depth = (line: string) => line.lastIndexOf('.') + 1;
    assert.deepEqual(
      matchingLines(lines, depth, (line) => line.includes(part)),
      kept,
    );
  });
}
