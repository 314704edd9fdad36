import type { Fixture } from '../listing.ts';
import { dnsFixtures } from './dns-fixtures.ts';
import { httpFixtures } from './http-fixtures.ts';

export const applicationFixtures: readonly Fixture[] = [...dnsFixtures, ...httpFixtures];
