import { check, endings, evidence, frameCount, frameOrder, output } from '../checks.ts';
import type { Scenario } from '../scenario.ts';
import { startDaemon, stopDaemon } from '../steps.ts';

const TEXT = 'The lesson is at nine.';
const PASSWORD = 'open-sesame';

export const mail: Scenario = {
  name: 'mail',
  title: 'Mail: sent by SMTP, read by POP3',
  group: 'Applications',
  summary:
    'One client sends a message by SMTP, which the daemon keeps in a mailbox. Another reads it by POP3. Two protocols, because sending must work when the reader is not there.',
  layers: {
    4: 'Port 2525 for SMTP and 2110 for POP3 here; the well-known 25 and 110 need privileges.',
    5: 'Both are dialogues in lock-step: a line from the client, an answer, and QUIT at the end. Most segments carry a single line.',
    6: 'Nothing is hidden: text in ASCII, lines ended by CR LF, a message ended by a line with a single dot. The password is there to read.',
    7: 'SMTP has the envelope (MAIL FROM, RCPT TO) beside the message and its headers; three-digit codes answer. POP3 says +OK or -ERR.',
  },
  steps: [
    startDaemon('Start the daemon', '--services', 'smtp,pop3'),
    {
      title: 'Send a message',
      run: (lab) => lab.runClient('smtp', '--to', 'reader@localhost', '--subject', 'Tomorrow', '--message', TEXT),
    },
    {
      title: 'Read the mailbox and delete what was read',
      run: (lab) => lab.runClient('pop3', '--user', 'reader', '--password', PASSWORD, '--delete'),
    },
    { title: 'Look again', run: (lab) => lab.runClient('pop3', '--user', 'reader', '--password', PASSWORD) },
    stopDaemon,
  ],
  checks: [
    frameOrder('The dialogue of SMTP, line by line.', [
      { 'tcp.payload': { contains: '220 ' }, 'ip.src': '$server' },
      { 'tcp.payload': { contains: 'EHLO ' }, 'ip.dst': '$server' },
      { 'tcp.payload': { contains: 'MAIL FROM:<client@localhost>' } },
      { 'tcp.payload': { contains: 'RCPT TO:<reader@localhost>' } },
      { 'tcp.payload': { contains: 'DATA' }, 'ip.dst': '$server' },
      { 'tcp.payload': { contains: '354 ' }, 'ip.src': '$server' },
      { 'tcp.payload': { contains: TEXT }, 'ip.dst': '$server' },
      { 'tcp.payload': { contains: 'QUIT' }, 'ip.dst': '$server' },
    ]),
    frameOrder('The dialogue of POP3.', [
      { 'tcp.payload': { contains: '+OK' }, 'ip.src': '$server' },
      { 'tcp.payload': { contains: 'USER reader' } },
      { 'tcp.payload': { contains: 'RETR 1' } },
      { 'tcp.payload': { contains: TEXT }, 'ip.src': '$server' },
      { 'tcp.payload': { contains: 'DELE 1' } },
    ]),
    frameCount('The message is on the wire twice: going in and coming out.', { 'tcp.payload': { contains: TEXT } }, 2),
    frameCount('So is the password, for all to read.', { 'tcp.payload': { contains: `PASS ${PASSWORD}` } }, 2),
    output('The reader gets subject and text.', 'client', /^Subject: Tomorrow$/),
    check('The second time the mailbox is empty.', (r) => {
      const last = r.processesOf('client').at(-1);
      return evidence(/0 messages read/.test(last?.text('stderr') ?? ''), last?.text('stderr') ?? '');
    }),
    endings('All three clients succeed.', 'client', [0, 0, 0]),
  ],
};
