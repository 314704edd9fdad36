import { test } from 'node:test';
import { Pop3Client } from '../../../reference/services/pop3/pop3-client.ts';
import { Pop3Server } from '../../../reference/services/pop3/pop3-server.ts';
import { SmtpClient } from '../../../reference/services/smtp/smtp-client.ts';
import { SmtpServer } from '../../../reference/services/smtp/smtp-server.ts';
import { context, type Line, play } from './dialogue.ts';

const smtp = () => new SmtpServer(context);
const pop3 = () => new Pop3Server(context);
const open: Line[0] = { type: 'open', peer: '192.0.2.1' };
const greeting: Line = [open, ['220 here ESMTP Osiscope\r\n']];
const delivered = { effect: 'delivered', id: '7' } as const;
const maildrop: Line[0] = {
  effect: 'maildrop',
  messages: [
    { id: 'x', size: 20 },
    { id: 'y', size: 30 },
  ],
};
const stored = { effect: 'message', message: Buffer.from('S: 1\r\n\r\none\r\n.two\r\nthree\r\n') } as const;

test('smtp: a message to two recipients, and another', () => {
  play(smtp, [
    greeting,
    ['EHLO me\r\n', ['250-here greets you\r\n250-SIZE 2000\r\n250-8BITMIME\r\n250-PIPELINING\r\n250 HELP\r\n']],
    ['MAIL FROM:<a@b> SIZE=10\r\n', ['250 Sender taken\r\n']],
    ['RCPT TO:<c@d>\r\nRCPT TO:<E@d>\r\nRCPT TO:<c@d>\r\n', [/^(250 Recipient taken\r\n){3}$/]],
    ['DATA\r\n', [/^354 /]],
    ['..stuffed\r\n.\r\n', ['ask deliver']],
    [delivered, ['250 Delivered as 7\r\n']],
    ['MAIL FROM:<>\r\n', ['250 Sender taken\r\n']],
    ['QUIT\r\n', ['221 Goodbye\r\n', 'finish']],
  ]);
});

test('smtp: commands out of order, wrong or refused', () => {
  play(smtp, [
    greeting,
    ['MAIL FROM:<a@b>\r\n', ['503 Say HELO first\r\n']],
    ['HELO\r\nHELO me\r\n', [/^501 .*\r\n250 here\r\n$/]],
    ['RCPT TO:<c@d>\r\nDATA\r\n', [/^503 MAIL.*\r\n503 RCPT.*\r\n$/]],
    ['MAIL FROM:a@b\r\nMAIL FROM:<a@b> SIZE=2001\r\n', [/^501 .*\r\n552 .*\r\n$/]],
    [
      'MAIL FROM:<a@b>\r\nRCPT TO:<../etc@d>\r\nRCPT TO:<.lock@d>\r\nRCPT TO:<>\r\n',
      [/^250 .*\r\n550 .*\r\n550 .*\r\n501 .*\r\n$/],
    ],
    ['NOOP\r\nVRFY x\r\nEXPN x\r\nRSET\r\n', [/^250 .*\r\n252 .*\r\n500 .*\r\n250 .*\r\n$/]],
    [{ type: 'idle' }, [/^421 /, 'finish']],
  ]);
});

test('smtp: a message too large is read to its end and refused', () => {
  play(smtp, [
    greeting,
    ['HELO me\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n', [/354 .*\r\n$/]],
    [`${'x'.repeat(3_000)}\r\n`, []],
    ['.\r\n', [/^552 /]],
    ['NOOP\r\n', ['250 Nothing done\r\n']],
  ]);
  play(smtp, [greeting, ['x'.repeat(1_025), [/^500 /, 'finish']]]);
});

test('smtp: what was sent before the end of the client is still answered', () => {
  play(smtp, [
    greeting,
    ['HELO me\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\nx\r\n.\r\nQUIT\r\n', [/354 .*\r\n$/, 'ask deliver']],
    [{ type: 'end' }, []],
    [
      { effect: 'failed', reason: 'the disk is full' },
      ['452 Not delivered: the disk is full\r\n221 Goodbye\r\n', 'finish'],
    ],
  ]);
});

test('pop3: a whole session', () => {
  play(pop3, [
    [open, [/^\+OK /]],
    ['USER someone\r\nPASS secret\r\n', [/^\+OK /, 'ask open-maildrop']],
    [maildrop, ['+OK 2 messages (50 octets)\r\n']],
    ['STAT\r\n', ['+OK 2 50\r\n']],
    ['LIST\r\nLIST 2\r\nUIDL 1\r\n', ['+OK 2 messages\r\n1 20\r\n2 30\r\n.\r\n+OK 2 30\r\n+OK 1 x\r\n']],
    ['RETR 1\r\n', ['ask read-message']],
    [stored, ['+OK 26 octets\r\nS: 1\r\n\r\none\r\n..two\r\nthree\r\n.\r\n']],
    ['TOP 1 1\r\n', ['ask read-message']],
    [stored, ['+OK 13 octets\r\nS: 1\r\n\r\none\r\n.\r\n']],
    [
      'DELE 1\r\nDELE 1\r\nSTAT\r\nRSET\r\nDELE 2\r\n',
      [/^\+OK .*\r\n-ERR .*\r\n\+OK 1 30\r\n\+OK 2 .*\r\n\+OK .*\r\n$/],
    ],
    ['QUIT\r\n', ['ask close-maildrop']],
    [{ effect: 'done', text: '' }, ['+OK goodbye\r\n', 'finish']],
  ]);
});

test('pop3: nothing without a login, and without QUIT nothing is deleted', () => {
  play(pop3, [
    [open, [/^\+OK /]],
    [
      'STAT\r\nPASS x\r\nUSER ../x\r\nUSER x\r\nPASS\r\n',
      [/^-ERR .*\r\n-ERR .*\r\n-ERR .*\r\n\+OK .*\r\n-ERR .*\r\n$/],
    ],
    ['PASS y\r\n', ['ask open-maildrop']],
    [{ effect: 'failed', reason: 'the maildrop is in use' }, ['-ERR the maildrop is in use\r\n']],
    ['PASS y\r\n', ['ask open-maildrop']],
    [maildrop, [/^\+OK /]],
    ['DELE 1\r\n', [/^\+OK /]],
    [{ type: 'end' }, ['ask close-maildrop', 'finish']],
  ]);
});

test('the clients hold their side', () => {
  const mail = {
    clientName: 'me',
    from: 'a@b',
    to: ['c@d'],
    subject: 'S',
    body: '.x',
    date: context.now(),
    times: 1,
    thinkMs: 0,
    ending: 'close' as const,
  };
  play(
    () => new SmtpClient(mail),
    [
      [open, []],
      ['220 hello\r\n', ['print 220 hello\n', 'EHLO me\r\n']],
      ['250-a\r\n250 b\r\n', ['print 250-a\n250 b\n', 'MAIL FROM:<a@b>\r\n']],
      ['250 ok\r\n', [/^print/, 'RCPT TO:<c@d>\r\n']],
      ['250 ok\r\n', [/^print/, 'DATA\r\n']],
      [
        '354 go\r\n',
        [/^print/, /^Date: Fri, 02 Jan 2026 03:04:05 \+0000\r\n[\s\S]*Subject: S\r\n\r\n\.\.x\r\n\.\r\n$/],
      ],
      ['250 ok\r\n', [/^print/, 'QUIT\r\n']],
      ['221 bye\r\n', [/^print/, 'success: 1 messages sent', 'finish']],
    ],
  );
  play(() => new SmtpClient(mail), [['554 no\r\n', [/^print/, 'failure: the server refuses: 554 no', 'finish']]]);
  const reading = { user: 'u', password: 'p', remove: true, thinkMs: 0, ending: 'close' as const };
  play(
    () => new Pop3Client(reading),
    [
      ['+OK\r\n', [/^print/, 'USER u\r\n']],
      ['+OK\r\n', [/^print/, 'PASS p\r\n']],
      ['+OK\r\n', [/^print/, 'STAT\r\n']],
      ['+OK 1 5\r\n', [/^print/, 'RETR 1\r\n']],
      ['+OK\r\nS: 1\r\n\r\n..x\r\n.\r\n', ['print +OK\nS: 1\n\n.x\n', 'DELE 1\r\n']],
      ['+OK\r\n', [/^print/, 'QUIT\r\n']],
      ['+OK\r\n', [/^print/, 'success: 1 messages read', 'finish']],
    ],
  );
});
