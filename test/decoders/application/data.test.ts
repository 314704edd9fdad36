import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LayerView } from '../../../decoders/model/layer-view.ts';
import { fullMask } from '../../../decoders/model/mask.ts';
import { ascii, ethernet, ipv4, packet, udp } from '../../builders/packet.ts';
import { tcp } from '../../builders/tcp.ts';
import { learned, registry } from '../listing.ts';

/** What the OSI view tells of the last layer of a frame. */
function lastStory(bytes: Uint8Array): string {
  const d = learned({ name: 'data', frames: [{ bytes }] }, fullMask());
  const layer = d.layers.count - 1;
  assert.equal(registry.byIndex(d.layers.protocol(layer)).name, 'data');
  return registry.byIndex(d.layers.protocol(layer)).story!(new LayerView(d).of(layer));
}

test('bytes of no known protocol are told with what their port is registered for', () => {
  const said = ascii('....');
  assert.match(lastStory(packet(ethernet(), ipv4(), tcp(49_152, 23), said)), /Port 23 is registered for telnet/i);
  assert.match(lastStory(packet(ethernet(), ipv4(), udp(123, 50_000), said)), /Port 123 is registered for NTP/);
  assert.match(lastStory(packet(ethernet(), ipv4(), udp(50_001, 50_000), said)), /Ports 50001 and 50000 .* no service/);
  assert.match(lastStory(packet(ethernet(), ipv4({ protocol: 253 }), said)), /not decoded here\.$/);
});
