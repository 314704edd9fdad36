/** Operation codes of ARP (IANA) with the names Wireshark prints. */
export const operationNames: Readonly<Record<number, string>> = {
  0: 'reserved',
  1: 'request',
  2: 'reply',
  3: 'reverse request',
  4: 'reverse reply',
  5: 'drarp request',
  6: 'drarp reply',
  7: 'drarp error',
  8: 'inverse request',
  9: 'inverse reply',
  10: 'arp nak',
  11: 'mars request',
  12: 'mars multi',
  13: 'mars mserv',
  14: 'mars join',
  15: 'mars leave',
  16: 'mars nak',
  17: 'mars unserv',
  18: 'mars sjoin',
  19: 'mars sleave',
  20: 'mars grouplist request',
  21: 'mars grouplist reply',
  22: 'mars redirect map',
  23: 'mapos unarp',
  24: 'experimental 1',
  25: 'experimental 2',
  65535: 'reserved',
};

export const REQUEST = 1;
export const REPLY = 2;
export const DRARP_ERROR = 7;

/** What the operations without an address question are called in the Info column. */
const verbs: Readonly<Record<number, string>> = {
  11: 'MARS request',
  12: 'MARS MULTI request',
  13: 'MARS MSERV request',
  14: 'MARS JOIN request',
  15: 'MARS LEAVE',
  16: 'MARS NAK',
  17: 'MARS UNSERV request',
  18: 'MARS SJOIN request',
  19: 'MARS SLEAVE',
  20: 'MARS grouplist request',
  21: 'MARS grouplist reply',
  22: 'MARS redirect map',
  23: 'MAPOS UNARP request',
};

/** Name of the protocol that an operation belongs to. */
export function operationProtocol(operation: number): string {
  if (operation === 3 || operation === 4) return 'RARP';
  if (operation >= 5 && operation <= 7) return 'DRARP';
  if (operation === 8 || operation === 9) return 'Inverse ARP';
  if (operation >= 11 && operation <= 22) return 'MARS';
  return operation === 23 ? 'MAPOS' : 'ARP';
}

/** The addresses of a packet as text. */
export interface ArpAddresses {
  readonly senderHardware: string;
  readonly senderProtocol: string;
  readonly targetHardware: string;
  readonly targetProtocol: string;
}

/** The Info text of operations other than request and reply. */
export function operationText(operation: number, a: ArpAddresses): string {
  switch (operation) {
    case 3:
    case 5:
    case 8:
      return `Who is ${a.targetHardware}? Tell ${a.senderHardware}`;
    case 4:
    case 6:
      return `${a.targetHardware} is at ${a.targetProtocol}`;
    case 7:
      return 'DRARP Error';
    case 9:
      return `${a.senderHardware} is at ${a.senderProtocol}`;
    case 10:
      return 'ARP NAK';
    case 24:
    case 25:
      return `Experimental ${operation - 23} ( opcode ${operation} )`;
    case 0:
    case 65535:
      return `Reserved opcode ${operation}`;
  }
  const verb = verbs[operation];
  return verb
    ? `${verb} from ${a.senderHardware} at ${a.senderProtocol}`
    : `Unknown ARP opcode 0x${operation.toString(16).padStart(4, '0')}`;
}
