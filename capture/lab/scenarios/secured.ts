import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, endings, eventCount, evidence, frameCount, frameOrder, output } from '../checks.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon, stopDaemon } from '../steps.ts';

export const secured: Scenario = {
  name: 'tls',
  title: 'TLS: what it hides and what stays visible',
  group: 'Applications',
  summary:
    'The same page twice: over HTTP, and over HTTP within TLS, with a certificate that the daemon made when it started. Afterwards everyone still sees who talked with whom, when, and how much; but not a word of what.',
  layers: {
    3: 'Both addresses are as visible as ever.',
    4: 'So are the ports, the number of segments and the length of each: sizes alone can give a page away.',
    5: 'The handshake takes a round trip before the first request. Within it the two agree on keys that are never sent.',
    6: 'Records: a type, a version for old middleboxes, a length, then bytes that look random. The hello messages are in the clear; in TLS 1.3 even the certificate is not.',
    7: 'The request is in there, and the capture cannot show it. Whoever has the key log of the session can.',
  },
  steps: [
    startDaemon('Start the daemon with HTTP and HTTPS', '--services', 'http,https'),
    { title: 'Ask for a page in the clear', run: (lab) => lab.runClient('http', '--path', '/about', '--quiet') },
    {
      title: 'Ask for the same page over TLS, trusting the certificate of the daemon',
      run: (lab) => lab.runClient('https', '--path', '/about', '--quiet', '--ca', join(lab.folder, 'certificate.pem')),
    },
    {
      title: 'Ask once more without trusting it',
      run: (lab) => lab.runClient('https', '--path', '/about', '--quiet'),
    },
    {
      title: 'Look into the key log',
      run: async (lab) => {
        const path = join(lab.folder, 'keys');
        await lab.until('the key log', () => existsSync(path));
        lab.notes.set('keys', readFileSync(path, 'utf8'));
      },
    },
    stopDaemon,
  ],
  checks: [
    frameCount('In the clear the request can be read.', { 'http.request.uri': '/about' }, 1),
    frameCount('It can be read only there.', { 'tcp.payload': { contains: 'GET /about' } }, 1),
    frameOrder('Over TLS two hello messages come first, then records of application data.', [
      { 'tls.handshake.type': 1, 'ip.dst': '$server' },
      { 'tls.handshake.type': 2, 'ip.src': '$server' },
      { 'tls.record.opaque_type': 23, 'ip.dst': '$server' },
      { 'tls.record.opaque_type': 23, 'ip.src': '$server' },
    ]),
    frameCount('The certificate is not in the clear.', { 'tls.handshake.type': 11 }, 0),
    eventCount(
      'The daemon says on what was agreed.',
      { role: 'daemon', step: 'handshake', text: /^TLSv1\.3 / },
      { least: 1 },
    ),
    check('What stays visible: the page is no smaller than in the clear.', async (r) => {
      const bytes = async (port: number): Promise<number> => {
        const frames = await r.frames({ 'tcp.srcport': port, 'tcp.payload': true });
        const [stream] = frames.flatMap((frame) => r.values(frame, 'tcp.stream')).slice(0, 1);
        return frames
          .filter((frame) => r.values(frame, 'tcp.stream')[0] === stream)
          .reduce((sum, frame) => sum + Number(r.values(frame, 'tcp.len')[0]), 0);
      };
      const [plain, hidden] = [await bytes(8080), await bytes(8443)];
      return evidence(plain > 0 && hidden > plain, `${plain} bytes in the clear, ${hidden} over TLS`);
    }),
    check('The key log holds the secrets of the session.', (r) => {
      const labels = [...(r.notes.get('keys') ?? '').matchAll(/^([A-Z_0-9]+) /gm)].map(([, label]) => label);
      return evidence(labels.includes('CLIENT_TRAFFIC_SECRET_0'), [...new Set(labels)].join(', ') || 'it is empty');
    }),
    output('A client that does not trust the certificate refuses to talk.', 'client', /certificate|CERT/i),
    endings('Two clients get the page, the third ends with status 9.', 'client', [0, 0, 9]),
  ],
};
