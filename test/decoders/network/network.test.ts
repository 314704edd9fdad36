import { goldens } from '../golden.ts';
import { networkFixtures } from './fixtures.ts';

goldens(networkFixtures);
