import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layerBoxes, scaledWidths } from '../../renderer/osi/encapsulation-boxes.ts';
import { osiLevels } from '../../renderer/osi/osi-layers.ts';
import { samplePacket } from './sample-tree.ts';

const reasons = (drawing: string): Record<number, string> =>
  Object.fromEntries(osiLevels(samplePacket(drawing)).map((level) => [level.osi, level.reason]));

test('the seven layers stand from 7 down to 1, several protocols on one', () => {
  const levels = osiLevels(samplePacket('frame@1\neth@2 0+14\nvlan@2 14+4\nvlan@2 18+4\nip@3 22+20'));
  assert.deepEqual(
    levels.map((level) => level.osi),
    [7, 6, 5, 4, 3, 2, 1],
  );
  assert.deepEqual(
    levels[5].entries.map((entry) => entry.protocol.protocol),
    ['eth', 'vlan', 'vlan'],
  );
});

test('empty layers say why', () => {
  const web = reasons('frame@1\neth@2 0+14\nip@3 14+20\ntcp@4 34+20\nhttp@7 54+10');
  assert.match(web[6], /No TLS or encoding/);
  assert.equal(web[7], '');
  assert.match(reasons('frame@1\neth@2 0+14\nip@3 14+20\nudp@4 34+8\ndns@7 42+8')[5], /UDP keeps no session/);
  assert.match(reasons('frame@1\neth@2 0+14\nip@3 14+20\nicmp@3 34+8')[4], /No ports/);
  assert.match(reasons('frame@1\neth@2 0+14\nip@3 14+20\nicmp@3 34+8\ndata@7 42+8')[4], /No ports/);
  assert.match(reasons('frame@1\neth@2 0+14\nip@3 14+20\ndata@7 34+8')[4], /No transport was recognised/);
  assert.match(reasons('frame@1\neth@2 0+14\nllc@2 14+3')[3], /stays on its link/);
  assert.match(reasons('frame@1\nip@3 0+20\ntcp@4 20+20')[2], /without a link header/);
  assert.match(reasons('frame@1')[7], /Nothing was captured/);
});

test('layers of a quoted packet do not count as sent', () => {
  const packet = samplePacket('frame@1\neth@2 0+14\nip@3 14+20\nicmp@3 34+8\nip@3 42+20\nudp@4 62+8');
  const story = { short: '', unit: 'message', rule: '', chosenBy: '', story: '', source: '', destination: '' };
  const stories = [1, 2, 3, 4, 5].map((layer) => ({ ...story, layer, quoted: layer > 3 }));
  const levels = osiLevels({ ...packet, stories });
  assert.match(levels[0].reason, /ICMP carries nothing for an application/);
  assert.match(levels[2].reason, /No transport/);
  assert.equal(levels[3].entries[0].protocol.protocol, 'udp');
});

test('widths are to scale but for what could not be seen', () => {
  assert.deepEqual(scaledWidths([100, 300], 400, 10), { widths: [100, 300], widened: [false, false] });
  const { widths, widened } = scaledWidths([14, 20, 20, 1446], 300, 16);
  assert.deepEqual(widened, [true, true, true, false]);
  assert.deepEqual(widths, [16, 16, 16, 252]);
  assert.deepEqual(scaledWidths([0, 5], 100, 10).widths, [0, 100]);
});

test('boxes stand in each other', () => {
  const { tree } = samplePacket('frame@1\neth@2 0+10\nip@3 10+20\nudp@4 30+20', 100);
  const boxes = layerBoxes(tree.layers, 0, 100, 200, 4);
  assert.deepEqual(
    boxes.map(({ depth, left, width, header, widened }) => [depth, left, width, header, widened]),
    [
      [0, 0, 200, 20, false],
      [1, 20, 180, 40, false],
      [2, 60, 140, 40, false],
    ],
  );
  assert.deepEqual(layerBoxes(tree.layers, 1, 100, 200, 4), []);
});
