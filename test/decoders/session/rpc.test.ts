import { goldens } from '../golden.ts';
import { rpcFixtures } from './rpc-fixtures.ts';

goldens(rpcFixtures);
