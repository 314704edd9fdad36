import { goldens } from '../golden.ts';
import { tlsFixtures } from './tls-fixtures.ts';

goldens(tlsFixtures);
