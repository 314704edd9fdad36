import type { Dissection } from '../../model/dissection.ts';
import { HTTP_1, HTTP_2, SPDY } from './extensions.ts';
import type { TlsState } from './tls-state.ts';

const chosenNames: Readonly<Record<number, string>> = {
  [HTTP_1]: 'Hypertext Transfer Protocol',
  [HTTP_2]: 'HyperText Transfer Protocol 2',
  [SPDY]: 'SPDY',
};

/** What servers on these ports speak over TLS. */
const portNames: Readonly<Record<number, string>> = {
  443: 'Hypertext Transfer Protocol',
  465: 'Simple Mail Transfer Protocol',
  636: 'Lightweight Directory Access Protocol',
  853: 'Domain Name System',
  990: 'File Transfer Protocol (FTP)',
  993: 'Internet Message Access Protocol',
  995: 'Post Office Protocol',
  5061: 'Session Initiation Protocol',
};

/** The protocol within the records of a frame: as the server chose it, else by its port; undefined when neither tells. */
export function applicationName({ packet, record }: Dissection, state: TlsState): string | undefined {
  const { conversation, sourcePort, targetPort } = packet;
  const chosen = conversation < 0 ? 0 : state.applicationAt(conversation, record.number);
  return chosenNames[chosen] ?? portNames[sourcePort] ?? portNames[targetPort];
}
