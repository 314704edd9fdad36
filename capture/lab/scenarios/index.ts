import type { Scenario } from '../scenario.ts';
import { handshake } from './handshake.ts';

/** All scenarios, in the order in which they are best learned. */
export const scenarios: readonly Scenario[] = [handshake];
