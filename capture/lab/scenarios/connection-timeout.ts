import { check, endings, eventCount, evidence, frameCount } from '../checks.ts';
import type { Lab } from '../lab.ts';
import type { Scenario } from '../scenario.ts';
import { fillBacklog, letBacklogGo } from './full-backlog.ts';

const rules =
  'table inet osiscope { chain input { type filter hook input priority 0; tcp dport 7007 counter drop; }; }';

/** Where this user may not have a network of its own, a full backlog drops the SYN instead. */
function usesFirewall(lab: Lab): boolean {
  return lab.parts.isolated && lab.hasTool('nft');
}

export const connectionTimeout: Scenario = {
  name: 'connection-timeout',
  title: 'Connection timed out',
  group: 'Trouble',
  summary:
    "A packet filter drops the client's SYN without a word. Nobody answers, so the kernel sends it again and again, and the client gives up. In a network of its own the filter is nftables; where that may not be made, a full backlog drops the SYN.",
  layers: {
    3: 'Packets arrive at the host and vanish there: a firewall that drops cannot be told from a cable that is cut.',
    4: 'The same SYN again, with the same sequence number: retransmission. The waits double (1 s, 2 s, 4 s); Linux from 6.5 on first tries four times a second apart.',
    5: 'The socket is in SYN-SENT until the client gives up; without a time-out of its own it would be there for two minutes.',
    7: 'connect hangs. This is what alarm or a non-blocking socket with select are for.',
  },
  needs: { namespace: 'wanted' },
  steps: [
    {
      title: 'Start the daemon and have packets to it dropped',
      run: async (lab) => {
        if (!usesFirewall(lab)) return fillBacklog(lab);
        await lab.daemon('--services', 'echo');
        const nft = await lab.tool('nft', rules);
        if (nft.end?.status !== 0) throw new Error(nft.text('stderr'));
      },
    },
    {
      title: 'Let a client try to connect for 3.5 seconds',
      run: async (lab) => {
        const client = await lab.client('echo', '--connect-timeout', '3.5');
        lab.notes.set('client', String(client.pid));
        await lab.ended(client);
      },
    },
    {
      title: 'Stop the daemon',
      run: async (lab) => {
        if (!usesFirewall(lab)) await letBacklogGo(lab);
        await lab.stop();
      },
    },
  ],
  checks: [
    check('The same SYN is sent again after a second, and after a second or two more.', async (r) => {
      const pid = Number(r.notes.get('client'));
      const port = r.events({ role: 'client', step: 'bind', pid })[0]?.event.local?.port ?? -1;
      const frames = await r.frames({ 'tcp.flags.syn': 1, 'tcp.flags.ack': 0, 'tcp.srcport': port });
      const numbers = new Set(frames.map((frame) => r.values(frame, 'tcp.seq_raw')[0]));
      const waits = frames.slice(1).map((frame, at) => r.time(frame) - r.time(frames[at]));
      const patient = waits.every((wait, at) => wait > 0.8 && wait < 2.8 && wait > (waits[at - 1] ?? 0) - 0.3);
      const text = `${frames.length} SYNs with ${numbers.size} sequence number, waits of ${waits.map((s) => s.toFixed(2)).join(' s and ')} s`;
      return evidence(frames.length >= 3 && patient && numbers.size === 1, text, frames);
    }),
    frameCount(
      'The repeated ones are recognised as retransmissions.',
      { 'tcp.analysis.retransmission': true },
      { least: 2 },
    ),
    check('None of them is answered.', async (r) => {
      const pid = Number(r.notes.get('client'));
      const port = r.events({ role: 'client', step: 'bind', pid })[0]?.event.local?.port ?? -1;
      const frames = await r.frames({ 'tcp.dstport': port });
      return evidence(frames.length === 0, `${frames.length} frames to port ${port}`, frames);
    }),
    eventCount('connect is given up with ETIMEDOUT.', { role: 'client', step: 'connect', errno: 'ETIMEDOUT' }, 1),
    check('The exit status 5 of the client tells it from a refusal.', (r) => {
      const client = r.processesOf('client').find(({ pid }) => String(pid) === r.notes.get('client'));
      return evidence(client?.end?.status === 5, `exit status ${client?.end?.status}`);
    }),
    endings('The daemon never knew, and ends in order.', 'daemon', [0]),
  ],
};
