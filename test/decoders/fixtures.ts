import { applicationFixtures } from './application/fixtures.ts';
import { linkFixtures } from './link/fixtures.ts';
import type { Fixture } from './listing.ts';
import { networkFixtures } from './network/fixtures.ts';
import { presentationFixtures } from './presentation/fixtures.ts';
import { tlsFixtures } from './presentation/tls-fixtures.ts';
import { x509Fixtures } from './presentation/x509-fixtures.ts';
import { rpcFixtures } from './session/rpc-fixtures.ts';
import { transportFixtures } from './transport/fixtures.ts';

/** Every fixture of every protocol: what the property tests run over. */
export const fixtures: readonly Fixture[] = [
  ...applicationFixtures,
  ...linkFixtures,
  ...networkFixtures,
  ...presentationFixtures,
  ...rpcFixtures,
  ...tlsFixtures,
  ...transportFixtures,
  ...x509Fixtures,
];
