import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { WebSocket } from 'ws';
import { BrowserHost } from '../../../capture/hosts/browser-host.ts';
import { Service } from '../../../capture/service/service.ts';
import { connect } from '../../../contract/connect.ts';
import { osiscope } from '../../../contract/osiscope.ts';
import { noncePlaceholder } from '../../../contract/page-policy.ts';
import { type WebSocketLike, webSocketPort } from '../../../contract/ports/web-socket.ts';

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

interface Served {
  readonly host: BrowserHost;
  readonly port: number;
  readonly token: string;
  get(path: string, headers?: Record<string, string>, method?: string): Promise<Answer>;
  /** Redeems the token; resolves with the cookie. */
  login(): Promise<string>;
}

async function served(t: TestContext): Promise<Served> {
  const page = mkdtempSync(join(tmpdir(), 'osiscope-page-'));
  writeFileSync(join(page, 'index.html'), `<style nonce="${noncePlaceholder}"></style>`);
  writeFileSync(join(page, 'app.js'), 'export {};');
  const service = new Service();
  const host = await BrowserHost.start({
    page,
    address: '127.0.0.1',
    port: 0,
    connected: (port) => void service.connect(port),
  });
  t.after(async () => {
    await host.close();
    await service.close();
    rmSync(page, { recursive: true });
  });
  const { port, searchParams } = new URL(host.url);
  const get: Served['get'] = (path, headers = {}, method = 'GET') =>
    new Promise((resolve, reject) => {
      const asking = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      });
      asking.on('error', reject);
      asking.end();
    });
  const token = searchParams.get('token') as string;
  const login = async (): Promise<string> => {
    const { headers } = await get(`/?token=${token}`);
    return String((headers['set-cookie'] as string[])[0].split(';')[0]);
  };
  return { host, port: Number(port), token, get, login };
}

test('nobody gets in without the token, and it works once', async (t) => {
  const { get, token } = await served(t);
  assert.equal((await get('/')).status, 403);
  assert.equal((await get('/app.js')).status, 403);
  assert.equal((await get('/?token=wrong')).status, 403);
  const { status, headers } = await get(`/?token=${token}`);
  assert.deepEqual([status, headers['location']], [303, '/']);
  const cookie = String(headers['set-cookie']);
  for (const flag of ['HttpOnly', 'SameSite=Strict', 'Path=/']) assert.ok(cookie.includes(flag), flag);
  assert.equal((await get(`/?token=${token}`)).status, 403, 'the second time');
});

test('the page comes with its policy and a nonce of its own each time', async (t) => {
  const { get, login } = await served(t);
  const cookie = await login();
  const pages = [await get('/', { cookie }), await get('/', { cookie })];
  for (const { status, headers, text } of pages) {
    assert.equal(status, 200);
    const policy = String(headers['content-security-policy']);
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none';
    assert.ok(text.includes(`nonce="${nonce}"`));
    assert.ok(policy.includes("default-src 'none'"));
    assert.equal(headers['x-content-type-options'], 'nosniff');
  }
  assert.notEqual(pages[0].text, pages[1].text);
  const script = await get('/app.js', { cookie });
  assert.deepEqual([script.status, script.headers['content-type']], [200, 'text/javascript; charset=utf-8']);
});

test('other names, methods and files are refused', async (t) => {
  const { get, login, port } = await served(t);
  const cookie = await login();
  assert.equal((await get('/', { cookie, host: `evil.example:${port}` })).status, 421);
  assert.equal((await get('/', { cookie, host: `localhost:${port}` })).status, 200);
  assert.equal((await get('/', { cookie }, 'POST')).status, 405);
  for (const path of [
    '/../package.json',
    '/%2e%2e/package.json',
    '/..%2f..%2fetc/passwd',
    '/%00',
    '/%',
    '/missing.js',
  ]) {
    assert.equal((await get(path, { cookie })).status, 404, path);
  }
});

const closeCode = (socket: WebSocket): Promise<string> =>
  new Promise((resolve) => {
    socket.once('open', () => resolve('open'));
    socket.once('error', (error) => resolve(error.message));
  });

test('only the page itself may connect', async (t) => {
  const { login, port } = await served(t);
  const cookie = await login();
  const address = `ws://127.0.0.1:${port}/port`;
  const origin = `http://127.0.0.1:${port}`;
  const attempts: [Record<string, string>, string, string][] = [
    [{ cookie, origin: 'http://evil.example' }, address, 'another origin'],
    [{ cookie }, address, 'no origin'],
    [{ origin }, address, 'no cookie'],
    [{ cookie: `${cookie}x`, origin }, address, 'a wrong cookie'],
    [{ cookie, origin }, `ws://127.0.0.1:${port}/other`, 'another path'],
    [{ cookie, origin, host: 'evil.example' }, address, 'another name'],
  ];
  for (const [headers, url, what] of attempts) {
    assert.match(await closeCode(new WebSocket(url, { headers })), /403/, what);
  }
});

test('a window works over the connection, and learns that the server is gone', async (t) => {
  const { host, login, port } = await served(t);
  const headers = { cookie: await login(), origin: `http://127.0.0.1:${port}` };
  const socket: unknown = new WebSocket(`ws://127.0.0.1:${port}/port`, { headers });
  const client = await connect(osiscope, webSocketPort(socket as WebSocketLike), { client: 'test' });
  assert.equal((await client.call('session.info')).contract, osiscope.version);
  assert.deepEqual(await client.call('captures.list'), []);
  const pending = client.call('files.listFolder', { path: '/' });
  await pending;
  await host.close();
  assert.ok((await client.closed).length > 0);
  await assert.rejects(client.call('captures.list'), (error: { code?: string }) => error.code === 'closed');
});
