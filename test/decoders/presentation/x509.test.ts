import { goldens } from '../golden.ts';
import { x509Fixtures } from './x509-fixtures.ts';

goldens(x509Fixtures);
