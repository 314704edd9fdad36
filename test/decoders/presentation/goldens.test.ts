import { goldens } from '../golden.ts';
import { presentationFixtures } from './fixtures.ts';

goldens(presentationFixtures);
