import type { Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadData } from './thread-worker.ts';
import { Unit } from './unit.ts';
import type { ToUnit } from './unit-messages.ts';

/** Start routine of a thread that serves connections. */
if (parentPort === null) throw new Error('This file is the start routine of a thread, not a program.');
const port = parentPort;
const { settings, counters } = workerData as ThreadData;
const unit = new Unit(
  settings,
  'thread',
  counters,
  (message) => port.postMessage(message),
  () => port.close(),
);
port.on('message', (message: ToUnit & { socket?: Socket }) => unit.receive(message, message.socket));
