import type { CommandStories } from '../lines/command-stories.ts';

/** What the commands of SMTP ask for (RFC 5321 section 4.1, RFC 3030, RFC 3207, RFC 4954). */
export const smtpStories: CommandStories = new Map([
  ['HELO', 'Greets the mail server as {}.'],
  ['EHLO', 'Greets the mail server as {}, and asks what else it can do.'],
  ['MAIL', 'Begins a mail; errors are to be told to {}.'],
  ['RCPT', 'Names a recipient of the mail: {}.'],
  ['DATA', 'Says that the mail follows, up to a line with a single dot.'],
  ['BDAT', 'Says that a chunk of the mail follows: its length is {}.'],
  ['RSET', 'Drops the mail that was begun.'],
  ['VRFY', 'Asks whether there is a mailbox for {}.'],
  ['EXPN', 'Asks who is on the list {}.'],
  ['NOOP', 'Asks for nothing but an answer.'],
  ['HELP', 'Asks for help.'],
  ['QUIT', 'Ends the dialogue.'],
  ['AUTH', 'Begins to tell who it is, by the method {}.'],
  ['STARTTLS', 'Asks to go on encrypted.'],
]);
