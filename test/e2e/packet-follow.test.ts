import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { BrowserHost } from '../../capture/hosts/browser-host.ts';
import { Service } from '../../capture/service/service.ts';
import { type Client, connect } from '../../contract/connect.ts';
import { type Osiscope, osiscope } from '../../contract/osiscope.ts';
import { memoryPorts } from '../../contract/ports/memory.ts';
import { openPage, ownFolders, temporaryFolder, withBrowser } from './window.ts';

withBrowser();

const page = join(import.meta.dirname, '../../.vite/renderer/window');

/** Captures datagrams to a port of this machine and serves the window. */
async function capturing(t: TestContext, port: number): Promise<{ url: string; client: Client<Osiscope> } | undefined> {
  Object.assign(process.env, ownFolders(temporaryFolder(t)));
  const service = new Service();
  const [near, far] = memoryPorts();
  service.connect(far);
  const client = await connect(osiscope, near);
  const end = async () => {
    client.close();
    await service.close();
  };
  const { helper } = await client.call('live.interfaces');
  if (helper.kind === 'none') {
    await end();
    return undefined;
  }
  const { capture } = await client.call('live.start', {
    interfaces: [
      {
        name: 'lo',
        filter: `udp dst port ${port}`,
        promiscuous: false,
        snapLength: 0,
        bufferMegabytes: 0,
        linkType: '',
      },
    ],
    stop: {},
  });
  const host = await BrowserHost.start({
    page,
    address: '127.0.0.1',
    port: 0,
    connected: (p) => void service.connect(p),
  });
  t.after(async () => {
    await client.call('live.stop', { capture });
    await client.call('captures.close', { capture, discard: true });
    await host.close();
    await end();
  });
  return { url: host.url, client };
}

test('the list follows new packets until it is scrolled up, and again when asked to', async (t) => {
  const receiver = createSocket('udp4').bind(0, '127.0.0.1');
  await once(receiver, 'listening');
  const sender = createSocket('udp4');
  t.after(() => {
    receiver.close();
    sender.close();
  });
  const { port } = receiver.address();
  const live = await capturing(t, port);
  if (!live) return t.skip('nothing here may capture');
  const send = async (count: number) => {
    for (let i = 0; i < count; i++) {
      await new Promise((sent) => sender.send(`datagram ${i}`, port, '127.0.0.1', sent));
    }
  };
  const { page, complaints } = await openPage(t, live.url);
  await page.getByText('Waiting for the first packet').waitFor();
  await send(50);
  await page.locator('.packet-row[data-frame="50"]').waitFor();
  await page.getByText('frame 1', { exact: true }).waitFor();
  await send(50);
  await page.locator('.packet-row[data-frame="100"]').waitFor();

  await page.locator('.packet-list-body').hover();
  await page.mouse.wheel(0, -220);
  await page.getByRole('button', { name: 'Follow new packets' }).waitFor();
  const top = await page.locator('.packet-row[data-frame]').first().getAttribute('data-frame');
  await send(30);
  await page.getByRole('button', { name: '30 new packets, follow' }).waitFor();
  assert.equal(await page.locator('.packet-row[data-frame]').first().getAttribute('data-frame'), top);
  await page.getByRole('button', { name: '30 new packets, follow' }).click();
  await page.locator('.packet-row[data-frame="130"]').waitFor();
  await send(10);
  await page.locator('.packet-row[data-frame="140"]').waitFor();

  const [capture] = await live.client.call('captures.list');
  await live.client.call('live.stop', { capture: capture.capture });
  await page.waitForFunction(() => document.querySelector('[role="grid"]')?.getAttribute('aria-rowcount') === '141');
  await page.locator('.packet-row[data-frame="140"]').waitFor();
  assert.deepEqual(complaints, []);
});
