import type { CommandStories } from '../lines/command-stories.ts';

/** What the commands of POP3 ask for (RFC 1939 sections 4 to 7, RFC 2449, RFC 2595). */
export const popStories: CommandStories = new Map([
  ['USER', 'Tells whose mailbox is wanted: {}.'],
  ['PASS', 'Sends the password, readable for everybody on the way.'],
  ['APOP', 'Tells whose mailbox is wanted, and proves with a hash that the password is known: {}.'],
  ['STAT', 'Asks how many mails there are, and how many bytes.'],
  ['LIST', 'Asks for the sizes of the mails.'],
  ['UIDL', 'Asks for names of the mails that stay the same from one visit to the next.'],
  ['RETR', 'Asks for mail number {}.'],
  ['TOP', 'Asks for the head and the first lines of a mail: {}.'],
  ['DELE', 'Marks mail number {} to be deleted when the dialogue ends.'],
  ['RSET', 'Takes all marks of deletion back.'],
  ['NOOP', 'Asks for nothing but an answer.'],
  ['CAPA', 'Asks what else the server can do.'],
  ['AUTH', 'Begins to tell who it is, by another method than a password.'],
  ['STLS', 'Asks to go on encrypted.'],
  ['QUIT', 'Ends the dialogue; mails that were marked are deleted.'],
]);
