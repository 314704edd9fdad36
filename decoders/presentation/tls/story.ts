import { valueName } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import { commonName } from '../x509/common-name.ts';
import { n } from '../x509/name-fields.ts';
import { o } from '../x509/ocsp-fields.ts';
import { e } from './extension-fields.ts';
import { f } from './tls-fields.ts';
import { versionName } from './tls-names.ts';

const CLIENT_HELLO = 1;
const SERVER_HELLO = 2;
const CERTIFICATE = 11;
const CERTIFICATE_STATUS = 22;
const FATAL = 2;

/** What the other messages of a handshake that can be read do, by their type. */
const messages: Readonly<Record<number, string>> = {
  0: 'Asks the client to begin a new handshake.',
  4: 'Gives the client a ticket, with which a later connection begins faster.',
  12: "Gives the server's part of what both ends make their keys from, signed.",
  13: 'Asks the client to show a certificate too.',
  14: 'Says that the server has sent its part of the handshake.',
  15: "Proves with a signature that the certificate is the sender's own.",
  16: "Gives the client's part of what both ends make their keys from.",
  20: 'Proves that both ends saw the same handshake.',
};

/**
 * What the handshake messages of a record do, for a learner.
 *
 * @param agreed version of the connection as known in the frame, 0 where it is not
 */
export function handshakeStory(v: LayerView, agreed: number): string {
  const types = new Set([...v.all(f.handshakeType)].map((entry) => v.valueAt(entry)));
  const sentences = [...types].map((type) => messageStory(v, type, agreed)).filter((sentence) => sentence !== '');
  return sentences.join(' ') || 'Goes on with the handshake; the message is encrypted already, or in several records.';
}

function messageStory(v: LayerView, type: number, agreed: number): string {
  switch (type) {
    case CLIENT_HELLO:
      return clientStory(v);
    case SERVER_HELLO: {
      const version = valueName(versionName, agreed || v.num(f.handshakeVersion)) ?? 'TLS';
      const suite = v.name(f.cipherSuite);
      return `Accepts: both ends will speak ${version}${suite ? ` with the cipher suite ${suite}` : ''}.`;
    }
    case CERTIFICATE: {
      const owner = commonName(v, n.subject);
      if (owner === '') return 'Shows by certificates who the sender is.';
      return `Shows a certificate for ${owner}, signed by ${commonName(v, n.issuer) || 'its issuer'}.`;
    }
    case CERTIFICATE_STATUS: {
      const status = v.name(o.certificateStatus);
      return `Shows what the certificate's issuer said of it lately${status === undefined ? '' : `: ${status}`}.`;
    }
    default:
      return messages[type] ?? '';
  }
}

function clientStory(v: LayerView): string {
  const name = v.text(e.serverName);
  const suites = [...v.all(f.cipherSuite)].length;
  const offer = suites === 0 ? '' : ` Offers ${suites} cipher suite${suites === 1 ? '' : 's'} to choose from.`;
  return name === ''
    ? `Asks for an encrypted connection.${offer}`
    : `Begins an encrypted connection to ${name}; that name can still be read by everybody on the way.${offer}`;
}

/** What an alert says, for a learner. */
export function alertStory(v: LayerView): string {
  const what = v.name(f.alertDescription);
  if (what === undefined) return 'Tells the other end of an error, or that the connection is about to close.';
  if (what === 'Close Notify') return 'Tells the other end that nothing more will be sent.';
  const end = v.num(f.alertLevel) === FATAL ? 'the connection ends with it' : 'the connection goes on';
  return `Tells the other end of a problem, "${what}": ${end}.`;
}

/** What a record of encrypted data does. */
export function carriedStory(v: LayerView): string {
  const length = v.num(f.length);
  return `Carries ${length} ${length === 1 ? 'byte' : 'bytes'} that only the two ends can read.`;
}
