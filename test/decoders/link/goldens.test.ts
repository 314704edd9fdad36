import { goldens } from '../golden.ts';
import { linkFixtures } from './fixtures.ts';

goldens(linkFixtures);
