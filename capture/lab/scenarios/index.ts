import type { Scenario } from '../scenario.ts';
import { chunks } from './chunks.ts';
import { connectionTimeout } from './connection-timeout.ts';
import { datagrams } from './datagrams.ts';
import { fullBacklog } from './full-backlog.ts';
import { halfClose } from './half-close.ts';
import { handshake } from './handshake.ts';
import { readTimeout } from './read-timeout.ts';
import { refused } from './refused.ts';
import { reset } from './reset.ts';
import { slowReader } from './slow-reader.ts';
import { udpNoListener } from './udp-no-listener.ts';

/** All scenarios, in the order in which they are best learned. */
export const scenarios: readonly Scenario[] = [
  handshake,
  halfClose,
  reset,
  chunks,
  datagrams,
  refused,
  connectionTimeout,
  readTimeout,
  slowReader,
  udpNoListener,
  fullBacklog,
];
