import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { captureToDisplay } from '../../../capture/filter/capture-filter.ts';
import { compileFilter } from '../../../capture/filter/compile-filter.ts';
import { complete } from '../../../capture/filter/completion.ts';
import { FilterError } from '../../../capture/filter/display-filter.ts';
import { displayToCapture } from '../../../capture/filter/to-capture-filter.ts';
import { registry } from '../../decoders/listing.ts';
import { IndexedFixture } from './indexed-fixture.ts';
import { mixedFrames } from './mixed-fixture.ts';

const frames = new IndexedFixture({ frames: mixedFrames });

/** Compiles and, where that works, asks about every frame. Only FilterError may come out. */
function attempt(text: string): void {
  try {
    frames.select(text);
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    const { start, length, message } = error.problem;
    assert.ok(start >= 0 && length >= 0 && start + length <= text.length, `${message} at ${start}+${length}`);
  }
}

const pieces = [
  'tcp',
  'tcp.port',
  'ip.addr',
  'frame',
  'http.host',
  'frame.time',
  'tcp.flags.syn',
  'eth.src',
  'foo',
  'ssl',
  '80',
  '-1',
  '10.0.0.0/8',
  '::1',
  '00:11',
  '"a"',
  '"\\x00"',
  "'c'",
  'r"\\d"',
  '==',
  '!=',
  '===',
  '!==',
  '~=',
  '>',
  '<=',
  'contains',
  'matches',
  '~',
  'in',
  'not',
  '!',
  'and',
  '||',
  'xor',
  'any',
  'all',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ',',
  '..',
  '#',
  '@',
  '$',
  '${',
  '&',
  '+',
  '-',
  '*',
  '/',
  '%',
  '0:2',
  '[0:2]',
  '#1',
  'len(',
  'max(',
  'count(',
  ' ',
  '\n',
  'é',
  '\u{1f600}',
];

test('any sequence of pieces', () => {
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(' '));
  fc.assert(fc.property(text, attempt), { numRuns: 4000, seed: 3 });
});

test('any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), attempt), { numRuns: 2000, seed: 4 });
});

test('any text at any caret is completed or translated without an error', () => {
  const text = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join(' '));
  fc.assert(
    fc.property(text, fc.nat(80), (typed, caret) => {
      const { from, to, items } = complete(typed, caret, registry);
      assert.ok(from <= to && to <= typed.length && items.length <= 50);
      captureToDisplay(typed);
      displayToCapture(typed);
    }),
    { numRuns: 1000, seed: 5 },
  );
});

const LONG = 5_000;

test('deep and long filters are refused or taken in little time', () => {
  const hostile = [
    '('.repeat(LONG),
    `${'('.repeat(LONG)}tcp${')'.repeat(LONG)}`,
    `${'not '.repeat(LONG)}tcp`,
    `${'!'.repeat(LONG)}tcp`,
    `frame.len == ${'-'.repeat(LONG)}1`,
    `${'len('.repeat(LONG)}tcp`,
    `frame.len == 1${' + 1'.repeat(LONG)}`,
    `frame.len + frame.len${' + frame.len'.repeat(150)} == 3`,
    `${'{'.repeat(LONG)}`,
    `tcp${'[0]'.repeat(LONG)} == 0`,
    `tcp[${'0,'.repeat(LONG)}0] == 0`,
    `tcp${' or tcp'.repeat(LONG)}`,
    `tcp.port in {${'1,'.repeat(LONG)}2}`,
    `1${' < tcp.port'.repeat(LONG)}`,
    `${'a.'.repeat(LONG)}b`,
    `"${'a'.repeat(LONG)}`,
    `http.host matches "${'('.repeat(LONG)}"`,
    `http.host matches "${'a{1000}'.repeat(1000)}"`,
    `http.host matches "(((a{1,100}){1,100}){1,100})"`,
    `${'$m '.repeat(LONG)}`,
    'x'.repeat(100_000),
  ];
  for (const text of hostile) {
    const began = process.cpuUsage().user;
    attempt(text);
    const took = (process.cpuUsage().user - began) / 1e6;
    assert.ok(took < 2, `${took} s for ${text.slice(0, 40)}`);
  }
});

test('a pattern that makes other engines run for ever', () => {
  const body = new TextEncoder().encode(`${'a'.repeat(20_000)}!`);
  const large = new IndexedFixture({ frames: [{ bytes: body, linkType: 9999 }] });
  const began = process.cpuUsage().user;
  assert.deepEqual(large.select('frame matches "^(a+)+$"'), []);
  assert.deepEqual(large.select('frame matches "(a|aa)+$"'), []);
  assert.deepEqual(large.select('frame matches "(.*)(.*)(.*)(.*)(.*)!$"'), [1]);
  assert.ok((process.cpuUsage().user - began) / 1e6 < 3);
});

test('macros that use each other or grow are stopped', () => {
  const macros = new Map([
    ['a', `\${b} or \${b}`],
    ['b', `\${a}`],
    ['grow', `${'tcp or '.repeat(5000)}\${grow2}`],
    ['grow2', `${'tcp or '.repeat(5000)}tcp`],
    ['many', `\${many2}`.repeat(100)],
    ['many2', `\${many3}`.repeat(100)],
    ['many3', `\${empty}`.repeat(100)],
    ['empty', ''],
    ['port', 'tcp.port == $1 or udp.port == $1'],
  ]);
  const message = (text: string) => {
    try {
      compileFilter(text, registry, { macros });
    } catch (error) {
      if (error instanceof FilterError) return error.message;
      throw error;
    }
    return '';
  };
  assert.match(message(`\${a}`), /uses itself/);
  assert.match(message(`\${grow}`), /too long/);
  assert.match(message(`\${many}`), /too many macros/);
  assert.match(message(`\${port}`), /needs a value for \$1/);
  assert.match(message(`\${prot}`), /does not exist/);
  assert.equal(message('$port(53)'), '');
});
