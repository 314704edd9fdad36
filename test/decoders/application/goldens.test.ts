import { goldens } from '../golden.ts';
import { applicationFixtures } from './fixtures.ts';

goldens(applicationFixtures);
