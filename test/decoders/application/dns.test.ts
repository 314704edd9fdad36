import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dns as dnsProtocol } from '../../../decoders/application/dns/dns.ts';
import type { DnsTransactions } from '../../../decoders/application/dns/transactions.ts';
import { allFields } from '../../../decoders/model/field.ts';
import { fullMask } from '../../../decoders/model/mask.ts';
import { exportText } from '../../../decoders/tree/value-text.ts';
import { dns, question, RESPONSE, record } from '../../builders/dns.ts';
import { join, u8, u16 } from '../../builders/packet.ts';
import { record as frameRecord, learned } from '../listing.ts';
import { query, response } from './dns-fixtures.ts';

const asked = question('a.example', 'A');
const answer = dns({ questions: [asked], answers: [record('A', u8(1, 2, 3, 4))] });
const failed = dns({ flags: RESPONSE | 2, questions: [asked] });
const ask = dns({ questions: [asked] });

/** `name=value` of the transaction's fields in each frame, decoded again at random after all was learned. */
function transactions(frames: readonly ReturnType<typeof query>[], order?: readonly number[]): string[] {
  const d = learned({ name: '', frames });
  const out: string[] = [];
  for (const i of order ?? frames.keys()) {
    d.decode(frameRecord(frames[i], i), frames[i].bytes, 0, fullMask());
    const { tape } = d.cursor;
    const shown: string[] = [];
    for (let at = 0; at < tape.count; at++) {
      const field = allFields()[tape.field[at]];
      if (!/^dns\.(response_|retrans|unsol|time)/.test(field.name) || field.type === 'none') continue;
      shown.push(`${field.name.slice(4)}=${exportText(d, at, field)}`);
    }
    out[i] = shown.join(' ');
  }
  return out;
}

test('a query and its response point at each other, also when read in another order', () => {
  const frames = [query(ask, 0), response(answer, 0.25)];
  const expected = ['response_in=2', 'response_to=1 time=0.250000000'];
  assert.deepEqual(transactions(frames), expected);
  assert.deepEqual(transactions(frames, [1, 0]), expected);
});

test('the same id within five seconds is a retransmission, later another query', () => {
  assert.deepEqual(transactions([query(ask, 0), query(ask, 4.9), query(ask, 5), response(answer, 6)]), [
    '',
    'retransmit_request_in=1 retransmission=1',
    'response_in=4',
    'response_to=3 time=1.000000000',
  ]);
});

test('an id used again after an answer does not change what earlier frames show', () => {
  assert.deepEqual(transactions([query(ask, 0), response(answer, 1), query(ask, 2), response(failed, 3)]), [
    'response_in=2',
    'response_to=1 time=1.000000000',
    'response_in=4',
    'response_to=3 time=1.000000000',
  ]);
});

test('a second response is a retransmission, one without a query unsolicited', () => {
  assert.deepEqual(transactions([response(answer, 0), query(ask, 1), response(answer, 2), response(answer, 3)]), [
    'unsolicited=1',
    'response_in=3',
    'response_to=2 time=1.000000000',
    'retransmit_response_in=3 retransmission=1',
  ]);
});

test('many queries keep apart', () => {
  const frames = [];
  for (let id = 0; id < 3000; id++) frames.push(query(dns({ id, questions: [asked] }), id / 1000));
  for (let id = 0; id < 3000; id++) frames.push(response(dns({ id, flags: RESPONSE, questions: [asked] }), 4));
  const d = learned({ name: '', frames });
  const state = d.session.state(dnsProtocol) as DnsTransactions;
  assert.equal(state.count, 3000);
  for (let row = 0; row < state.count; row++) assert.equal(state.response.get(row), state.request.get(row) + 3000);
});

test('a message over a stream is as long as its two first bytes say', () => {
  const { measure } = dnsProtocol.stream ?? assert.fail();
  const message = join(u16(ask.length), ask);
  const bytes = join(u8(9), message, message);
  const context = { conversation: 0, direction: 0, frame: 1, progress: 0, before: 0, state: undefined };
  for (let end = 1; end <= bytes.length; end++) {
    assert.equal(measure(bytes, 1, end, context), end < 3 ? -1 : message.length, `${end - 1} bytes`);
  }
});
