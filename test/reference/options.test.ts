import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { clientOptions } from '../../reference/client/options.ts';
import { daemonOptions } from '../../reference/daemon/options.ts';
import { describeOptions } from '../../reference/options/help.ts';
import { isProblem } from '../../reference/options/option.ts';
import { resolveValues, splitFile, splitFlags } from '../../reference/options/parse.ts';
import { makeIdentity } from '../../reference/tls/certificate.ts';
import { clientProgram, daemonProgram, runNode } from './daemon-process.ts';

function valuesOf(words: string[], file = '') {
  const flags = splitFlags(daemonOptions, words);
  if (isProblem(flags)) return flags;
  const given = splitFile(daemonOptions, 'f.conf', file);
  if (isProblem(given)) return given;
  return resolveValues(daemonOptions, [flags.given, given]);
}

test('flags come before the file, the file before what is usual', () => {
  const values = valuesOf(
    ['--model=fork', '--deny', '10.0.0.0/8', '--deny', '::1'],
    'model thread\ngrace 2.5 # seconds\nlab\nallow 192.0.2.1, 192.0.2.2\n',
  );
  assert.ok(!isProblem(values));
  assert.deepEqual(
    [values.model, values.deny, values.grace, values.lab, values.allow, values['hard-limit']],
    ['fork', ['10.0.0.0/8', '::1'], 2_500, true, ['192.0.2.1', '192.0.2.2'], 120],
  );
});

test('problems are sentences that name the place', () => {
  const problem = (words: string[], file?: string): string => {
    const values = valuesOf(words, file);
    assert.ok(isProblem(values));
    return values.problem;
  };
  assert.equal(problem(['--modle', 'x']), 'There is no option --modle. See --help.');
  assert.match(problem(['--soft', '1']), /no option --soft\. Did you mean soft-limit\?/);
  assert.equal(problem(['--model']), '--model needs a value: select|fork|thread|mixed.');
  assert.equal(problem(['--grace', 'soon']), '--grace: "soon" is not a time in seconds, such as 2 or 0.5.');
  assert.equal(problem(['--grace', '1', '--grace', '2']), '--grace is given more than once.');
  assert.equal(problem([], 'lab perhaps'), 'f.conf, line 1: lab: "perhaps" is neither yes nor no.');
  assert.match(problem([], '\nallow 1.2.3.4/5'), /^f\.conf, line 2: allow: "1\.2\.3\.4\/5" has bits set/);
  assert.equal(problem(['--__proto__', 'x']), 'There is no option --__proto__. See --help.');
});

test('the help names every option, service and exit status', async () => {
  const help = await runNode([daemonProgram, '--help']);
  assert.equal(help.status, 0);
  for (const name of Object.keys(daemonOptions)) assert.ok(help.stdout.includes(`  --${name}`), name);
  for (const line of describeOptions(daemonOptions).split('\n')) assert.ok(line.length <= 120, line);
  for (const word of ['echo', 'syslog', 'needs --lab', 'HUP', 'default 120'])
    assert.ok(help.stdout.includes(word), word);
  const client = await runNode([clientProgram, '--help']);
  for (const word of ['--half-close', 'connection refused', 'timed out']) assert.ok(client.stdout.includes(word), word);
});

test('both programs tell their options as data', async () => {
  for (const [program, table] of [
    [daemonProgram, daemonOptions],
    [clientProgram, clientOptions],
  ] as const) {
    const { stdout } = await runNode([program, '--options']);
    const told = JSON.parse(stdout) as { name: string; usual: string }[];
    assert.deepEqual(
      told.map(({ name }) => name),
      Object.keys(table),
    );
    const usual = (name: string): string | undefined => told.find((one) => one.name === name)?.usual;
    if (program === daemonProgram)
      assert.deepEqual(
        [usual('model'), usual('grace'), usual('bind'), usual('lab')],
        ['select', '10', '127.0.0.1', ''],
      );
    else assert.equal(usual('connect-timeout'), '10');
  }
});

test('the certificate is one that others understand', () => {
  const now = new Date();
  const { certificate } = makeIdentity(['localhost', '127.0.0.1', '2001:db8::5'], now);
  const parsed = new X509Certificate(certificate);
  assert.ok(parsed.verify(parsed.publicKey));
  assert.equal(parsed.checkHost('localhost'), 'localhost');
  assert.equal(parsed.checkIP('2001:db8::5'), '2001:db8::5');
  assert.equal(parsed.checkHost('example.org'), undefined);
  assert.ok(parsed.validFromDate < now && parsed.validToDate > now);
  assert.match(parsed.subject, /CN=localhost/);
});
