import { check, endings, evidence, frameCount } from '../checks.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon, stopDaemon } from '../steps.ts';

export const httpKeepAlive: Scenario = {
  name: 'http-keep-alive',
  title: 'HTTP: five requests on one connection, or on five',
  group: 'Applications',
  summary:
    'The same page five times, first over one connection that is kept alive, then over a new connection for each. The pages are the same; the second way pays for five handshakes and five closes.',
  layers: {
    4: 'One SYN against five. Each new connection costs a round trip before the first byte, and starts with a small congestion window.',
    5: 'A session that outlives one exchange. Who closes it, and when, has to be agreed: "Connection: close" says so.',
    6: 'The page says how it is coded: Content-Type with a character set.',
    7: 'Content-Length, or chunks, tell where a response ends. Without them only the end of the connection would, and it could not be kept.',
  },
  steps: [
    startDaemon('Start the daemon', '--services', 'http'),
    { title: 'Ask five times on one connection', run: (lab) => lab.runClient('http', '--times', '5', '--quiet') },
    { title: 'Ask once on each of five connections', run: (lab) => lab.runClient('http', '--repeat', '5', '--quiet') },
    stopDaemon,
  ],
  checks: [
    frameCount('Ten requests.', { 'http.request.method': 'GET' }, 10),
    frameCount('Ten responses, all 200.', { 'http.response.code': 200 }, 10),
    frameCount('Six connections carry them.', { 'tcp.flags.syn': 1, 'tcp.flags.ack': 0 }, 6),
    check('The first carries five requests, the others one each.', async (r) => {
      const frames = await r.frames({ 'http.request.method': 'GET' });
      const counts = new Map<string, number>();
      for (const frame of frames) {
        const [stream] = r.values(frame, 'tcp.stream');
        counts.set(stream, (counts.get(stream) ?? 0) + 1);
      }
      const found = [...counts.values()];
      return evidence(found.join() === '5,1,1,1,1,1', `requests by connection: ${found.join(', ')}`, frames);
    }),
    check('Five connections take more frames for the same pages.', (r) => {
      const streams = [...new Set(r.facts.map(({ stream }) => stream))];
      const one = r.facts.filter(({ stream }) => stream === streams[0]).length;
      const five = r.facts.length - one;
      return evidence(five > one, `${one} frames against ${five}`);
    }),
    endings('Both clients got their pages.', 'client', [0, 0]),
  ],
};
