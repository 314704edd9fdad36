import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { protocol, type Session } from 'electron';
import { contentSecurityPolicy, noncePlaceholder, pageHeaders } from '../contract/page-policy.ts';
import { pageFile } from './page-file.ts';

/** Where the window's page comes from: `app://osiscope/`, answered from the built files and from nowhere else. */
export const pageOrigin = 'app://osiscope';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** Before the application is ready: the scheme is a secure origin of its own, as https would be. */
export function declarePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, codeCache: true },
    },
  ]);
}

/** Answers requests of `session` for the page from `directory`, the page itself with its security policy. */
export function servePage(session: Session, directory: string): void {
  session.protocol.handle('app', async (request) => {
    const file = pageFile(directory, request.url, pageOrigin);
    if (file === undefined || request.method !== 'GET') return new Response('Not found', { status: 404 });
    const headers: Record<string, string> = {
      ...pageHeaders,
      'Content-Type': contentTypes[extname(file)] ?? 'application/octet-stream',
    };
    try {
      if (extname(file) !== '.html') return new Response(await readFile(file), { headers });
      const nonce = randomBytes(16).toString('base64');
      const page = (await readFile(file, 'utf8')).replaceAll(noncePlaceholder, nonce);
      return new Response(page, { headers: { ...headers, 'Content-Security-Policy': contentSecurityPolicy(nonce) } });
    } catch {
      return new Response('Not found', { status: 404 });
    }
  });
}
