import { SAW_ACK, SAW_DATA, SAW_FIN, SAW_RST, SAW_SYN, SAW_SYN_ACK } from '../../facts/tcp-flows.ts';

const OPENED = SAW_SYN | SAW_SYN_ACK | SAW_ACK;
const CLOSED = SAW_FIN | SAW_RST;

/** How much of a connection the capture holds, as Wireshark says it: `Complete, WITH_DATA (31)`. */
export function completenessText(seen: number): string {
  return `${phase(seen)} (${seen})`;
}

function phase(seen: number): string {
  if (seen === SAW_SYN) return 'Incomplete, SYN_SENT';
  if (seen === (SAW_SYN | SAW_SYN_ACK)) return 'Incomplete, CLIENT_ESTABLISHED';
  if ((seen & OPENED) !== OPENED) return 'Incomplete';
  const data = (seen & SAW_DATA) !== 0;
  if (seen & CLOSED) return data ? 'Complete, WITH_DATA' : 'Complete, NO_DATA';
  return data ? 'Incomplete, DATA' : 'Incomplete, ESTABLISHED';
}

const LETTERS: readonly (readonly [number, string])[] = [
  [SAW_RST, 'R'],
  [SAW_FIN, 'F'],
  [SAW_DATA, 'D'],
  [SAW_ACK, 'A'],
  [SAW_SYN_ACK, 'S'],
  [SAW_SYN, 'S'],
];

/** `·FDASS`: a letter for each part that was seen. */
export function completenessLetters(seen: number): string {
  return LETTERS.map(([bit, letter]) => (seen & bit ? letter : '·')).join('');
}
