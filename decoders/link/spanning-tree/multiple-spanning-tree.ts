import type { Cursor } from '../../model/cursor.ts';
import { ether, fields, none, octets, text, uint8, uint16, uint32 } from '../../model/field.ts';
import { latin } from '../../tree/bytes-text.ts';
import { readBridge } from './bridge-identifier.ts';

const NAME = 32;
const DIGEST = 16;
const INSTANCE = 16;

const f = fields('mstp', {
  length: uint16('version_3_length', 'Version 3 Length'),
  extension: none('extension', 'MST Extension'),
  format: uint8('config_format_selector', 'MST Config ID format selector'),
  name: text('config_name', 'MST Config name', {
    help: 'Bridges of one region have the same name, revision and digest.',
  }),
  revision: uint16('config_revision_level', 'MST Config revision'),
  digest: octets('config_digest', 'MST Config digest'),
  cost: uint32('cist_internal_root_path_cost', 'CIST Internal Root Path Cost'),
  bridge: none('cist_bridge', 'CIST Bridge Identifier'),
  bridgePriority: uint16('cist_bridge.prio', 'CIST Bridge Priority'),
  bridgeExtension: uint16('cist_bridge.ext', 'CIST Bridge Identifier System ID Extension'),
  bridgeAddress: ether('cist_bridge.hw', 'CIST Bridge Identifier System ID'),
  hops: uint8('cist_remaining_hops', 'CIST Remaining hops'),
  instance: octets('msti', 'MSTI message', { help: 'One spanning tree of the region.' }),
});

/** Reads what the multiple spanning tree protocol adds (IEEE 802.1Q clause 14.4). */
export function readMultiple(c: Cursor): void {
  const outer = c.scope(c.u16(f.length));
  const entry = c.open(f.extension);
  c.u8(f.format);
  const at = c.pos;
  c.skip(NAME);
  if (c.wants(f.name)) c.at(f.name, at, NAME, 0, untilNul(c, at));
  c.u16(f.revision);
  c.take(f.digest, DIGEST);
  c.u32(f.cost);
  readBridge(c, f.bridge, f.bridgePriority, f.bridgeExtension, f.bridgeAddress);
  c.u8(f.hops);
  while (c.remaining >= INSTANCE) c.take(f.instance, INSTANCE);
  c.close(entry);
  c.leave(outer);
}

function untilNul(c: Cursor, at: number): string {
  let end = at;
  while (end < at + NAME && c.peek8(end) !== 0) end++;
  return latin(c.bytes, at, end);
}
