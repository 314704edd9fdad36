import { RPC_PROGRAM_BASE, rpcPrograms } from '../../dispatch/tables.ts';
import { protocol } from '../../model/define-protocol.ts';
import { fields, octets } from '../../model/field.ts';
import type { Protocol } from '../../model/protocol.ts';

/** A program of which the call is known from RPC and the arguments are shown as the XDR bytes they are. */
function program(name: string, title: string, number: number): Protocol {
  const f = fields(name, {
    arguments: octets('xdr', 'Arguments or results in XDR', {
      help: 'Big-endian words, everything padded to four bytes.',
      rfc: 'RFC 4506',
    }),
  });
  return protocol({
    name,
    title,
    short: '',
    osi: 7,
    rule: 'a program that is called over the network',
    unit: 'data',
    fields: f,
    claims: [[rpcPrograms, number - RPC_PROGRAM_BASE]],
    decode(c) {
      if (c.available > 0 || c.remaining > 0) c.take(f.arguments, c.remaining);
    },
    story: (v) => `Carries ${v.headerLength} bytes of arguments or results, encoded in XDR.`,
  });
}

export const rpcProgramProtocols: readonly Protocol[] = [
  program('portmap', 'Portmap', 100_000),
  program('rstat', 'RSTAT', 100_001),
  program('nfs', 'Network File System', 100_003),
  program('ypserv', 'Yellow Pages Service', 100_004),
  program('mount', 'Mount Service', 100_005),
  program('ypbind', 'Yellow Pages Bind', 100_007),
  program('rwall', 'RWALL', 100_008),
  program('yppasswd', 'Yellow Pages Passwd', 100_009),
  program('rquota', 'Remote Quota', 100_011),
  program('spray', 'SPRAY', 100_012),
  program('klm', 'Kernel Lock Manager', 100_020),
  program('nlm', 'Network Lock Manager Protocol', 100_021),
  program('stat', 'Network Status Monitor Protocol', 100_024),
  program('bootparams', 'Boot Parameters', 100_026),
  program('nfsacl', 'Network File System Access Control Lists', 100_227),
  program('sadmind', 'SADMIND', 100_232),
];
