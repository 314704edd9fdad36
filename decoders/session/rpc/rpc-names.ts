/** Numbers of ONC RPC version 2 (RFC 5531) and of the programs met most (IANA "RPC Program Numbers"). */

export const messageTypeNames: Readonly<Record<number, string>> = { 0: 'Call', 1: 'Reply' };
export const replyStateNames: Readonly<Record<number, string>> = { 0: 'accepted', 1: 'denied' };
export const acceptStateNames: Readonly<Record<number, string>> = {
  0: 'RPC executed successfully',
  1: 'remote has not exported program',
  2: 'remote can not support program version',
  3: 'remote can not support procedure',
  4: 'procedure can not decode parameters',
  5: 'system error',
};
export const rejectStateNames: Readonly<Record<number, string>> = { 0: 'RPC_MISMATCH', 1: 'AUTH_ERROR' };
export const flavorNames: Readonly<Record<number, string>> = {
  0: 'AUTH_NULL',
  1: 'AUTH_UNIX',
  2: 'AUTH_SHORT',
  3: 'AUTH_DES',
  6: 'RPCSEC_GSS',
};

/** A program: the name of its protocol, and its procedures by version. */
export interface Program {
  readonly name: string;
  readonly procedures: Readonly<Record<number, readonly string[]>>;
}

const portmap4 = [
  'NULL',
  'SET',
  'UNSET',
  'GETADDR',
  'DUMP',
  'BCAST',
  'GETTIME',
  'UADDR2TADDR',
  'TADDR2UADDR',
  'GETVERSADDR',
  'INDIRECT',
  'GETADDRLIST',
  'GETSTAT',
];

const mount = ['NULL', 'MNT', 'DUMP', 'UMNT', 'UMNTALL', 'EXPORT'];

export const programs: Readonly<Record<number, Program>> = {
  100000: {
    name: 'Portmap',
    procedures: {
      2: ['NULL', 'SET', 'UNSET', 'GETPORT', 'DUMP', 'CALLIT'],
      3: portmap4.slice(0, 9),
      4: portmap4,
    },
  },
  100001: { name: 'RSTAT', procedures: {} },
  100003: {
    name: 'NFS',
    procedures: {
      2: [
        'NULL',
        'GETATTR',
        'SETATTR',
        'ROOT',
        'LOOKUP',
        'READLINK',
        'READ',
        'WRITECACHE',
        'WRITE',
        'CREATE',
        'REMOVE',
        'RENAME',
        'LINK',
        'SYMLINK',
        'MKDIR',
        'RMDIR',
        'READDIR',
        'STATFS',
      ],
      3: [
        'NULL',
        'GETATTR',
        'SETATTR',
        'LOOKUP',
        'ACCESS',
        'READLINK',
        'READ',
        'WRITE',
        'CREATE',
        'MKDIR',
        'SYMLINK',
        'MKNOD',
        'REMOVE',
        'RMDIR',
        'RENAME',
        'LINK',
        'READDIR',
        'READDIRPLUS',
        'FSSTAT',
        'FSINFO',
        'PATHCONF',
        'COMMIT',
      ],
      4: ['NULL', 'COMPOUND'],
    },
  },
  100004: { name: 'YPSERV', procedures: {} },
  100005: { name: 'MOUNT', procedures: { 1: mount, 2: [...mount, 'EXPORTALL', 'PATHCONF'], 3: mount } },
  100007: { name: 'YPBIND', procedures: {} },
  100008: { name: 'RWALL', procedures: {} },
  100009: { name: 'YPPASSWD', procedures: {} },
  100011: { name: 'RQUOTA', procedures: {} },
  100012: { name: 'SPRAY', procedures: {} },
  100020: { name: 'KLM', procedures: {} },
  100021: { name: 'NLM', procedures: {} },
  100024: { name: 'STAT', procedures: {} },
  100026: { name: 'BOOTPARAMS', procedures: {} },
  100232: { name: 'SADMIND', procedures: {} },
};

/** The procedure's name, or its number. Procedure 0 does nothing in every program (RFC 5531 section 12.1). */
export function procedureName(program: number, version: number, procedure: number): string {
  const versions = Object.hasOwn(programs, program) ? programs[program].procedures : {};
  const named = Object.hasOwn(versions, version) ? versions[version][procedure] : undefined;
  return named ?? (procedure === 0 ? 'NULL' : `proc-${procedure}`);
}

export function programName(program: number): string | undefined {
  return Object.hasOwn(programs, program) ? programs[program].name : undefined;
}
