import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ftpStories } from '../../../../decoders/application/ftp/ftp-story.ts';
import { commandStory } from '../../../../decoders/application/lines/command-stories.ts';
import { popStories } from '../../../../decoders/application/pop/pop-story.ts';
import { smtpStories } from '../../../../decoders/application/smtp/smtp-story.ts';
import { LayerView } from '../../../../decoders/model/layer-view.ts';
import { fullMask } from '../../../../decoders/model/mask.ts';
import { storyOf } from '../../../../decoders/tree/story.ts';
import { ascii, ethernet, ipv4, packet } from '../../../builders/packet.ts';
import { tcp } from '../../../builders/tcp.ts';
import { learned } from '../../listing.ts';

test('a command is told with its parameter, whatever that is', () => {
  assert.equal(commandStory(popStories, 'retr', ' 3 '), 'Asks for mail number 3.');
  assert.equal(commandStory(ftpStories, 'RETR', '$& $1'), 'Asks for the file $& $1, over the data connection.');
  assert.equal(commandStory(ftpStories, 'CWD', 'x'.repeat(500)), `Goes to the folder ${'x'.repeat(60)}….`);
  assert.equal(commandStory(popStories, 'RETR', ''), 'Asks the server to do RETR.');
  assert.equal(commandStory(smtpStories, 'constructor', 'x'), 'Asks the server to do constructor.');
});

test('passwords are not repeated', () => {
  for (const stories of [popStories, ftpStories])
    assert.doesNotMatch(commandStory(stories, 'PASS', 'secret'), /secret/);
});

/** What the OSI view tells of a line that is sent to a mail server. */
function toldOf(line: string): string {
  const bytes = packet(ethernet(), ipv4(), tcp(49_152, 25), ascii(`${line}\r\n`));
  const d = learned({ name: 'mail', frames: [{ bytes }] }, fullMask());
  return storyOf(new LayerView(d), d.layers.count - 1);
}

test('a mail is told by its addresses, a method without what it proves', () => {
  const told = {
    'MAIL FROM:<a@example.org> SIZE=120': 'Begins a mail; errors are to be told to <a@example.org>.',
    'RCPT TO: <b@example.org>': 'Names a recipient of the mail: <b@example.org>.',
    'AUTH PLAIN AGEAYg==': 'Begins to tell who it is, by the method PLAIN.',
    DATA: 'Says that the mail follows, up to a line with a single dot.',
  };
  for (const [line, sentence] of Object.entries(told)) assert.equal(toldOf(line), sentence);
});
