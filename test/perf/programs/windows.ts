// Opens FILE, waits until it is indexed, and prints the milliseconds of windows and trees at random places.
import { Random } from '../../../tools/traffic/random.ts';
import { columns, contractClient } from './contract-client.ts';

const ROWS = 64;
const SAMPLES = 400;
/** Requests before the samples: the code is compiled as in a window that has been used for some seconds. */
const WARM = 100;

const { client, service } = await contractClient();
const { capture } = await client.call('captures.open', { path: process.argv[2] });
await service.captures.get(capture)?.capture.done;
const { view, total } = await client.call('views.open', { capture });
const random = new Random(7);
const rows: number[] = [];
const trees: number[] = [];
for (let i = 0; i < WARM + SAMPLES; i++) {
  const first = random.integer(Math.max(1, total - ROWS));
  let began = performance.now();
  await client.call('views.rows', { view, first, count: ROWS, columns: [...columns], timeFormat: 'r' });
  if (i >= WARM) rows.push(performance.now() - began);
  began = performance.now();
  await client.call('packets.get', { capture, frame: 1 + random.integer(total) });
  if (i >= WARM) trees.push(performance.now() - began);
}
client.close();
await service.close();
process.stdout.write(JSON.stringify({ rows, trees }));
