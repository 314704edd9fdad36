// Captures from INTERFACE over the contract until standard input ends and no more frames come, then prints what was
// captured and lost.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { contractClient } from './contract-client.ts';

/** Milliseconds without a frame that end the capture, more than the helper's own buffering takes. */
const QUIET = 1500;

const { client, service } = await contractClient();
const face = {
  name: process.argv[2],
  filter: '',
  promiscuous: true,
  snapLength: 0,
  bufferMegabytes: 0,
  linkType: '',
};
const started = client.call('live.start', { interfaces: [face], stop: {} });
const { capture } = await started.catch((error: Error) => {
  process.stdout.write(`${error.message}\n`);
  process.exit(0);
});
process.stdout.write('capturing\n');
process.stdin.resume();
await once(process.stdin, 'end');
const began = performance.now();
const entry = service.captures.get(capture);
let frames = -1;
let last = began;
while (performance.now() - last < QUIET) {
  const now = entry?.capture.table.count ?? 0;
  if (now !== frames) last = performance.now();
  frames = now;
  await sleep(20);
}
const behind = last - began;
await client.call('live.stop', { capture });
const { kernel, interface: byInterface, helper } = entry?.live?.dropped() ?? { kernel: 0, interface: 0, helper: 0 };
frames = entry?.capture.table.count ?? 0;
process.stdout.write(`${JSON.stringify({ frames, lost: (kernel ?? 0) + (byInterface ?? 0) + helper, behind })}\n`);
await client.call('captures.close', { capture, discard: true });
client.close();
await service.close();
