import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { webCapture } from '../../e2e/captures.ts';
import { serviceClient } from '../service/service-client.ts';

type Form = 'text' | 'details' | 'hex' | 'csv' | 'json' | 'pdml';

async function saved(
  t: Parameters<typeof serviceClient>[0],
  form: Form,
  filter: string,
): Promise<{ text: string; path: string }> {
  const { client, folder, ready } = await serviceClient(t);
  const source = webCapture(folder);
  const { capture } = await client.call('captures.open', { path: source });
  await ready(capture);
  const { view } = await client.call('views.open', { capture, filter });
  const path = join(folder, `out.${form}`);
  const columns = [
    { id: 'number', title: 'No.' },
    { id: 'field:http.host', title: 'Host, "of" the request' },
    { id: 'info', title: 'Info' },
  ];
  const what = {
    capture,
    selection: { kind: 'displayed' as const, view },
    form,
    columns,
    timeFormat: 'r' as const,
    path,
  };
  await client.call('files.saveTexts', { ...what, overwrite: false });
  await assert.rejects(
    client.call('files.saveTexts', { ...what, overwrite: false }),
    (error: { code?: string }) => error.code === 'exists',
  );
  return { text: readFileSync(path, 'utf8'), path: source };
}

const osiscope = join(import.meta.dirname, '../../../bin/osiscope');

for (const [form, words] of [
  ['text', []],
  ['details', ['-V']],
  ['hex', ['-x']],
  ['json', ['-T', 'json']],
] as const) {
  test(`${form} is what the command line prints in two passes`, async (t) => {
    const { text, path } = await saved(t, form, 'http');
    const printed = execFileSync(osiscope, ['-r', path, '-2', '-Y', 'http', ...words], { encoding: 'utf8' });
    assert.equal(text, printed);
  });
}

test('CSV has the columns of the list, quoted', async (t) => {
  const { text } = await saved(t, 'csv', 'http');
  assert.equal(
    text,
    '"No.","Host, ""of"" the request","Info"\n"6","example.org","GET /layers HTTP/1.1 "\n"8","","HTTP/1.1 200 OK "\n',
  );
});

test('PDML names fields, values and places as tshark does', async (t) => {
  const { text, path } = await saved(t, 'pdml', 'http.request');
  const theirs = execFileSync('tshark', ['-n', '-2', '-r', path, '-Y', 'http.request', '-T', 'pdml'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const fields = (pdml: string) =>
    [
      ...pdml.matchAll(
        /<field name="((?:ip|tcp)\.[^"]+)" showname="([^"]*)"(?: hide="yes")? size="(\d+)" pos="(\d+)" show="([^"]*)"(?: value="([^"]*)")?/g,
      ),
    ].map(([, ...parts]) => parts.join(' | '));
  const known = new Set(fields(theirs));
  // Whole words of flags, and what is worked out of several bytes, are placed otherwise there.
  const others = /^(?:ip\.version|tcp\.flags|tcp\.flags\.str) /;
  const ours = fields(text).filter((field) => !/ \| 0 \| /.test(field) && !others.test(field));
  assert.ok(ours.length > 20);
  assert.deepEqual(
    ours.filter((field) => !known.has(field)),
    [],
  );
  assert.match(text, /^<\?xml version="1.0" encoding="utf-8"\?>/);
  assert.match(text, /<\/pdml>\n$/);
});

test('PDML of hostile captures is well-formed XML', (t) => {
  const folder = '/work/shared/captures-hostile';
  if (!existsSync(folder)) return t.skip('the shared captures are not here');
  const files = execFileSync('find', [folder, '-name', '*.pcap', '-size', '-40k'], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .slice(0, 12);
  for (const file of files) {
    const text = execFileSync(osiscope, ['-r', file, '-T', 'pdml'], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const open: string[] = [];
    for (const [, end, name, alone] of text.matchAll(/<(\/?)(\w+)(?:\s+\w+="[^"<]*")*\s*(\/?)>/g)) {
      if (end) assert.equal(open.pop(), name, file);
      else if (!alone) open.push(name);
    }
    assert.deepEqual(open, [], file);
    assert.equal(text.replace(/<\?[^>]*\?>|<\/?\w+(?:\s+\w+="[^"<]*")*\s*\/?>/g, '').trim(), '', file);
  }
});
