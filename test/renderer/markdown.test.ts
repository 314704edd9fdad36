import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Block, readMarkdown } from '../../renderer/help/markdown.ts';

test('blocks of every kind', () => {
  const text = [
    '# Title',
    'First line',
    'and *second*.',
    '',
    '![a picture](x.png)',
    '- one `code`',
    '  goes on',
    '- two **strong** [words](http://nowhere.example)',
    '```sh',
    '# no heading',
    '```',
    '| a | b |',
    '|---|---|',
    '| 1 | `2` |',
  ].join('\n');
  const plain = (kind: 'text' | 'code' | 'strong' | 'emphasis', value: string) => ({ kind, text: value });
  const expected: Block[] = [
    { kind: 'heading', level: 1, text: 'Title' },
    {
      kind: 'paragraph',
      spans: [plain('text', 'First line and '), plain('emphasis', 'second'), plain('text', '.')],
    },
    {
      kind: 'list',
      items: [
        [plain('text', 'one '), plain('code', 'code'), plain('text', ' goes on')],
        [plain('text', 'two '), plain('strong', 'strong'), plain('text', ' '), plain('text', 'words')],
      ],
    },
    { kind: 'code', text: '# no heading' },
    {
      kind: 'table',
      rows: [
        [[plain('text', 'a')], [plain('text', 'b')]],
        [[plain('text', '1')], [plain('code', '2')]],
      ],
    },
  ];
  assert.deepEqual(readMarkdown(text), expected);
});

test('an unfinished code block ends with the text', () => {
  assert.deepEqual(readMarkdown('```\nx'), [{ kind: 'code', text: 'x' }]);
  assert.deepEqual(readMarkdown(''), []);
});

test('the user guide is read without a mark left over', () => {
  const blocks = readMarkdown(readFileSync(join(import.meta.dirname, '../../docs/user-guide.md'), 'utf8'));
  assert.ok(blocks.length > 10);
  const spans = blocks.flatMap((block) => {
    if (block.kind === 'paragraph') return block.spans;
    if (block.kind === 'list') return block.items.flat();
    return block.kind === 'table' ? block.rows.flat(2) : [];
  });
  for (const { kind, text } of spans) if (kind === 'text') assert.doesNotMatch(text, /\*\*|`|\]\(/);
});
