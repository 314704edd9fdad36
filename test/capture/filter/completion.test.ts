import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complete } from '../../../capture/filter/completion.ts';
import { registry } from '../../decoders/listing.ts';

const macros = new Map([
  ['web', 'tcp.port in {80, 443}'],
  ['port', 'tcp.port == $1'],
]);

/** Completes at the bar; gives what is replaced and the first labels. */
function at(marked: string, most = 6): { replaced: string; labels: string[] } {
  const caret = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { from, to, items } = complete(text, caret, registry, macros);
  return { replaced: text.slice(from, to), labels: items.slice(0, most).map(({ label }) => label) };
}

const cases: readonly (readonly [
  marked: string,
  replaced: string,
  includes: readonly string[],
  excludes?: readonly string[],
])[] = [
  ['|', '', ['arp', 'dns']],
  ['tcp.po|', 'tcp.po', ['tcp.port']],
  ['tcp.fl|', 'tcp.fl', ['tcp.flags']],
  ['tcp.flags.s|', 'tcp.flags.s', ['tcp.flags.syn', 'tcp.flags.str']],
  ['tcp and htt|p.host', 'http.host', ['http']],
  ['not (ip.s|', 'ip.s', ['ip.src']],
  ['srcpo|', 'srcpo', ['tcp.srcport', 'udp.srcport']],
  ['user_ag|', 'user_ag', ['http.user_agent']],
  ['low|', 'low', ['lower()']],
  ['tcp.port |', '', ['==', '!=', '>'], ['contains', 'matches']],
  ['http.host |', '', ['==', 'contains', 'matches'], ['&']],
  ['http.host co|', 'co', ['contains']],
  ['tcp.port e|', 'e', ['eq']],
  ['tcp |', '', ['and', 'or'], ['>>']],
  ['tcp a|', 'a', ['and']],
  ['tcp.flags.syn == |', '', ['True', 'False']],
  ['ip.proto == |', '', ['TCP']],
  ['ip.proto == "u|', '"u', ['UDP']],
  ['ip.proto in {6, |', '', ['TCP']],
  ['arp.opcode == req|', 'req', ['request']],
  ['tcp.port in |', '', ['{ }']],
  ['$|', '$', ['web', 'port']],
  ['tcp and ${w|', '${w', ['web']],
  ['tcp.srcport == tcp.ds|', 'tcp.ds', ['tcp.dstport']],
];

for (const [marked, replaced, includes, excludes = []] of cases) {
  test(`what can stand at: ${marked}`, () => {
    const found = at(marked, 50);
    assert.equal(found.replaced, replaced);
    for (const label of includes) assert.ok(found.labels.includes(label), `${label} in ${found.labels.slice(0, 12)}`);
    for (const label of excludes) assert.ok(!found.labels.includes(label), label);
  });
}

test('the name that is typed whole comes first, then what it begins', () => {
  assert.equal(at('tcp.port|').labels[0], 'tcp.port');
  assert.equal(at('ip|').labels[0], 'ip');
  assert.equal(at('tcp|').labels[0], 'tcp');
});

test('lists are bounded and tell what each thing is', () => {
  const { items } = complete('tcp.', 4, registry);
  assert.ok(items.length > 10 && items.length <= 50);
  const port = complete('tcp.port', 8, registry).items[0];
  assert.deepEqual([port.kind, port.detail], ['field', 'Unsigned integer (2 bytes)']);
  assert.match(port.help, /^Source Port or Destination Port/);
  const set = complete('tcp.port in ', 12, registry).items[0];
  assert.deepEqual([set.insert, set.caretBack], ['{}', 1]);
  const value = complete('ip.proto == ', 12, registry).items.find(({ label }) => label === 'TCP');
  assert.deepEqual([value?.insert, value?.detail], ['"TCP"', '6']);
});
