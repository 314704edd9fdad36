import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { md5 } from '../../../decoders/presentation/tls/md5.ts';

test('md5 of texts of every length around its blocks', () => {
  for (let length = 0; length < 200; length++) {
    const text = 'Osiscope 771,4865-4866,0-23,29,0 '.repeat(7).slice(0, length);
    assert.equal(md5(text), createHash('md5').update(text).digest('hex'), `${length} characters`);
  }
});
