import { check, endings, eventCount, evidence, frameCount, frameOrder } from '../checks.ts';
import type { Lab } from '../lab.ts';
import type { LabProcess } from '../lab-process.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon, stopDaemon } from '../steps.ts';

const NAME = 'www.osiscope.test';
const UNKNOWN = 'nobody.osiscope.test';

async function lookUp(lab: Lab, host: string): Promise<LabProcess> {
  const server = `${lab.address}:${lab.server.port('dns')}`;
  const words = ['echo', host, String(lab.server.port('echo', 'tcp')), '--name-server', server];
  return lab.ended(await lab.clientWith(words));
}

export const nameLookup: Scenario = {
  name: 'name-lookup',
  title: 'Name look-up: from a name to an address',
  group: 'Network',
  summary:
    'A client is given a name instead of an address. Before it can connect it asks a name server, which the daemon plays here; the answer goes by way of an alias. An address needs no question, and a name that does not exist ends the matter before any connection.',
  layers: {
    3: 'IP knows addresses only. All names are gone when the first packet to the server leaves.',
    4: 'Question and answer are one UDP datagram each: no handshake, and a time-out of its own if no answer comes.',
    5: 'The look-up is a dialogue of its own with another server, over before the session with the echo service begins.',
    7: 'DNS: the question is repeated in the answer. CNAME says that the name is an alias, A has the address, and NXDOMAIN (code 3) that there is no such name.',
  },
  steps: [
    startDaemon('Start a daemon that is a name server too', '--services', 'echo,dns'),
    { title: `Let a client connect to ${NAME}`, run: (lab) => lookUp(lab, NAME) },
    { title: 'Let a client connect to the address', run: (lab) => lookUp(lab, lab.address) },
    { title: `Let a client connect to ${UNKNOWN}`, run: (lab) => lookUp(lab, UNKNOWN) },
    stopDaemon,
  ],
  checks: [
    frameOrder('Question, answer, and only then the connection.', [
      { 'dns.qry.name': NAME, 'dns.flags.response': 0 },
      { 'dns.qry.name': NAME, 'dns.flags.response': 1, 'dns.a': '$server' },
      { 'tcp.flags.syn': 1, 'ip.dst': '$server' },
    ]),
    frameCount('The answer names the alias and the address.', { 'dns.cname': true, 'dns.a': true }, 1),
    frameCount('The unknown name is answered with code 3.', { 'dns.qry.name': UNKNOWN, 'dns.flags.rcode': 3 }, 1),
    frameCount('The address alone needed no question: two names, two questions.', { 'dns.flags.response': 0 }, 2),
    check('The step of the client is tied to its question and answer.', async (r) => {
      const [asked] = r.events({ role: 'client', step: 'lookup', protocol: 'udp' });
      const frames = await r.frames({ 'dns.qry.name': NAME });
      return evidence(asked?.frames.join() === frames.join(), asked?.event.text ?? 'there is none', frames);
    }),
    eventCount('No connection follows the unknown name: two in all.', { role: 'client', step: 'connect' }, 2),
    endings('Two clients are served; exit status 3 is an unknown host.', 'client', [0, 0, 3]),
  ],
};
