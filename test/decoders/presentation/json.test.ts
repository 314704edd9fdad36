import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Dissection } from '../../../decoders/model/dissection.ts';
import { allFields } from '../../../decoders/model/field.ts';
import { exportText } from '../../../decoders/tree/value-text.ts';
import { ok } from '../../builders/http.ts';
import { Dialogue } from '../../builders/tcp.ts';
import { learned } from '../listing.ts';

function decoded(text: string): Dissection {
  const dialogue = new Dialogue({ serverPort: 80 });
  const message = ok('application/json', text);
  for (let at = 0; at < message.length; at += 60_000) dialogue.server(message.subarray(at, at + 60_000));
  return learned({ name: '', frames: dialogue.frames });
}

function values(d: Dissection, name: string): string[] {
  const { tape } = d.cursor;
  const out: string[] = [];
  for (let i = 0; i < tape.count; i++) {
    const field = allFields()[tape.field[i]];
    if (field.name === name) out.push(exportText(d, i, field));
  }
  return out;
}

/** The paths of all scalars of a value, as the decoder tells them. */
function paths(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((v) => paths(v, `${path}/[]`));
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).flatMap(([key, v]) => paths(v, `${path}/${key}`));
  }
  return path === '' ? [] : [`${path}:${String(value)}`];
}

const word = fc.stringMatching(/^[a-z]{1,5}$/);
const scalar = fc.oneof(fc.boolean(), fc.constant(null), fc.integer(), word);
const tree = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(word, tie('value'), { maxKeys: 3 }),
  ),
})).value;

test('paths of all values, as JSON.parse finds them', () => {
  fc.assert(
    fc.property(tree, fc.constantFrom(undefined, 1, '\t'), (value, space) => {
      const d = decoded(JSON.stringify(value, null, space));
      assert.deepEqual(values(d, 'json.path_with_value'), paths(value));
      assert.deepEqual(values(d, 'json.invalid'), []);
    }),
    { numRuns: 300, seed: 5 },
  );
});

test('what JSON.parse takes is not marked, what no reader takes is', () => {
  fc.assert(
    fc.property(tree, fc.nat(), fc.constantFrom('', '"', '}', ',', ':', 'x', '0'), (value, at, put) => {
      const text = JSON.stringify({ v: value });
      const place = at % text.length;
      const changed = text.slice(0, place) + put + text.slice(place + 1);
      if (changed === '' || changed.includes('\\')) return;
      let valid = true;
      try {
        JSON.parse(changed);
      } catch {
        valid = false;
      }
      // Several texts in a row are taken too, so what is refused as one text can be two.
      if (valid) assert.deepEqual(values(decoded(changed), 'json.invalid'), [], changed);
    }),
    { numRuns: 500, seed: 6 },
  );
  for (const text of ['{"a":}', '{,}', '[1,]', '[1 2]', 'nul', '1.', '-', '"a', '{"a":1', '[+1]', "['a']"]) {
    assert.equal(values(decoded(text), 'json.invalid').length, 1, text);
  }
});

test('deep nesting and many values end, and say so', () => {
  const deep = decoded('['.repeat(100_000));
  assert.equal(deep.session.decoderErrors, 0);
  assert.ok(values(deep, '_ws.expert.message').includes('Nested deeper than is shown'));
  const wide = decoded(`[${'1,'.repeat(200_000)}1]`);
  assert.equal(wide.session.decoderErrors, 0);
  assert.deepEqual(values(wide, 'json.invalid'), []);
});

test('long texts are cut where they are put together', () => {
  const d = decoded(JSON.stringify({ ['k'.repeat(3000)]: { ['l'.repeat(3000)]: 'v' } }));
  const [path] = values(d, 'json.path_with_value');
  assert.ok(path.length < 4200 && path.endsWith('…'));
});
