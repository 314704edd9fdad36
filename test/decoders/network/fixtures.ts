import type { Fixture } from '../listing.ts';
import { icmpFixtures } from './icmp-fixtures.ts';
import { icmpv6Fixtures } from './icmpv6-fixtures.ts';
import { ipv4Fixtures } from './ipv4-fixtures.ts';
import { ipv6Fixtures } from './ipv6-fixtures.ts';
import { otherNetworkFixtures } from './other-fixtures.ts';

export const networkFixtures: readonly Fixture[] = [
  ...ipv4Fixtures,
  ...ipv6Fixtures,
  ...icmpFixtures,
  ...icmpv6Fixtures,
  ...otherNetworkFixtures,
];
