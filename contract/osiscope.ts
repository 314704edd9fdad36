import { defineContract } from './contract.ts';
import * as session from './messages/session.ts';

/** Everything Osiscope's processes say to each other. Raise the version with every change of a message. */
export const osiscope = defineContract({ version: 1, areas: { session } });

export type Osiscope = typeof osiscope;
