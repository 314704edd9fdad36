import type { Fixture } from '../listing.ts';
import { dhcpFixtures } from './dhcp-fixtures.ts';
import { dnsFixtures } from './dns-fixtures.ts';
import { httpFixtures } from './http-fixtures.ts';
import { lineFixtures } from './line-fixtures.ts';
import { ocspFixtures } from './ocsp-fixtures.ts';
import { tftpFixtures } from './tftp-fixtures.ts';

export const applicationFixtures: readonly Fixture[] = [
  ...dhcpFixtures,
  ...dnsFixtures,
  ...httpFixtures,
  ...lineFixtures,
  ...ocspFixtures,
  ...tftpFixtures,
];
