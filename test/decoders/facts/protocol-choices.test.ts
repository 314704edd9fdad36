import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_PROTOCOL, ProtocolChoices, UNDECIDED } from '../../../decoders/facts/protocol-choices.ts';

test('a stream keeps what it carried at each frame', () => {
  const choices = new ProtocolChoices();
  assert.equal(choices.at(3, 10), UNDECIDED);
  choices.choose(3, 5, 40);
  choices.choose(4, 6, NO_PROTOCOL);
  choices.choose(3, 20, 41);
  assert.equal(choices.at(3, 4), UNDECIDED);
  assert.equal(choices.at(3, 5), 40);
  assert.equal(choices.at(3, 19), 40);
  assert.equal(choices.at(3, 20), 41);
  assert.equal(choices.at(4, 1000), NO_PROTOCOL);
});
