import assert from 'node:assert/strict';
import { test } from 'node:test';
import { optionText, withOption } from '../../renderer/session/option-words.ts';

const model = { name: 'model', value: 'select|fork' };
const lab = { name: 'lab', value: '' };
const message = { name: 'message', value: 'TEXT' };
const allow = { name: 'allow', value: 'RANGE[,...]' };

test('options are read from a command line', () => {
  assert.equal(optionText('--model fork', model), 'fork');
  assert.equal(optionText('--lab --model=fork', model), 'fork');
  assert.equal(optionText('--model fork --lab', lab), 'yes');
  assert.equal(optionText('--lab=no', lab), 'no');
  assert.equal(optionText('--models fork', model), undefined);
  assert.equal(optionText('--message "good bye" --lab', message), 'good bye');
  assert.equal(optionText('--allow 10.0.0.0/8 --allow ::1', allow), '10.0.0.0/8,::1');
});

test('options are set where they stood, added, and taken away', () => {
  assert.equal(withOption('--model fork --lab', model, 'select'), '--model select --lab');
  assert.equal(withOption('--model=fork --lab', model, 'select'), '--model select --lab');
  assert.equal(withOption('--model fork --lab', model, undefined), '--lab');
  assert.equal(withOption('--model fork', lab, 'yes'), '--model fork --lab');
  assert.equal(withOption('--lab --model fork', lab, undefined), '--model fork');
  assert.equal(withOption('--allow ::1 --lab --allow ::2', allow, '::1,::2,::3'), '--allow ::1,::2,::3 --lab');
});

test('what a person types is one word, whatever it holds', () => {
  for (const text of ['good bye', 'a "quoted" word', "it's", 'back\\slash', '--lab', ' ']) {
    const words = withOption('--lab', message, text);
    assert.equal(optionText(words, message), text, words);
    assert.equal(optionText(words, lab), 'yes');
  }
});
