import type { Fixture } from '../listing.ts';
import { arpFixtures } from './arp-fixtures.ts';
import { cookedFixtures } from './cooked-fixtures.ts';
import { ethernetFixtures } from './ethernet-fixtures.ts';
import { pppFixtures } from './ppp-fixtures.ts';
import { vxlanFixtures } from './vxlan-fixtures.ts';

export const linkFixtures: readonly Fixture[] = [
  ...ethernetFixtures,
  ...cookedFixtures,
  ...arpFixtures,
  ...pppFixtures,
  ...vxlanFixtures,
];
