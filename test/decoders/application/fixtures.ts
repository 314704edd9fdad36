import type { Fixture } from '../listing.ts';
import { dnsFixtures } from './dns-fixtures.ts';

export const applicationFixtures: readonly Fixture[] = [...dnsFixtures];
