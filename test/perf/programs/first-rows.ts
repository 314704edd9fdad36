// Opens FILE twice as the window does and prints the milliseconds until 40 rows are there.
import { columns, contractClient } from './contract-client.ts';

const ROWS = 40;

const { client, service } = await contractClient();
const milliseconds: number[] = [];
for (let i = 0; i < 2; i++) {
  const began = performance.now();
  const { capture } = await client.call('captures.open', { path: process.argv[2] });
  const { view } = await client.call('views.open', { capture });
  for (let rows = 0; rows < ROWS; ) {
    const { batch } = await client.call('views.rows', {
      view,
      first: 0,
      count: ROWS,
      columns: [...columns],
      timeFormat: 'r',
    });
    rows = new DataView(batch.buffer, batch.byteOffset).getUint32(16, true);
    if (rows < ROWS) await new Promise((resolve) => setImmediate(resolve));
  }
  milliseconds.push(performance.now() - began);
  await client.call('captures.close', { capture, discard: false });
}
client.close();
await service.close();
process.stdout.write(JSON.stringify({ milliseconds }));
