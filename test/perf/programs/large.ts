// Opens FILE, waits until it is indexed, then asks for its last rows and its last packet as the window does.
import { columns, contractClient } from './contract-client.ts';

const ROWS = 64;

const { client, service } = await contractClient();
let began = performance.now();
const { capture } = await client.call('captures.open', { path: process.argv[2] });
await service.captures.get(capture)?.capture.done;
const index = (performance.now() - began) / 1000;
const { view, total } = await client.call('views.open', { capture });
began = performance.now();
await client.call('views.rows', { view, first: total - ROWS, count: ROWS, columns: [...columns], timeFormat: 'r' });
const rows = performance.now() - began;
began = performance.now();
await client.call('packets.get', { capture, frame: total });
const tree = performance.now() - began;
client.close();
const resident = process.memoryUsage.rss();
await service.close();
process.stdout.write(JSON.stringify({ index, rows, tree, resident }));
