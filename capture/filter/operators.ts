/** What an operator does in the grammar. */
export type OperatorRole = 'logical' | 'not' | 'compare' | 'contains' | 'matches' | 'in' | 'quantifier' | 'arithmetic';

/** What an operator means, whichever way it is spelled. */
export type Operator =
  | 'or'
  | 'xor'
  | 'and'
  | 'not'
  | 'any-eq'
  | 'all-ne'
  | 'all-eq'
  | 'any-ne'
  | 'gt'
  | 'ge'
  | 'lt'
  | 'le'
  | 'contains'
  | 'matches'
  | 'in'
  | 'any'
  | 'all'
  | '&'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%';

/** Kinds of values that an operator takes on its left: see value-kind.ts. */
export type OperandClass = 'any' | 'ordered' | 'number' | 'bits' | 'bytes-or-text';

/** One operator of the language: the parser, completion and help all read it from here. */
export interface OperatorDescriptor {
  readonly operator: Operator;
  readonly role: OperatorRole;
  /** Ways to write it, the usual one first. */
  readonly spellings: readonly string[];
  readonly takes: OperandClass;
  /** For completion: what it asks. */
  readonly help: string;
  readonly example: string;
}

export const operators: readonly OperatorDescriptor[] = [
  {
    operator: 'any-eq',
    role: 'compare',
    spellings: ['==', 'eq', 'any_eq'],
    takes: 'any',
    help: 'One of the values is equal.',
    example: 'tcp.port == 443',
  },
  {
    operator: 'all-ne',
    role: 'compare',
    spellings: ['!=', 'ne', 'all_ne'],
    takes: 'any',
    help: 'The field is there and none of its values is equal.',
    example: 'ip.addr != 10.0.0.1',
  },
  {
    operator: 'gt',
    role: 'compare',
    spellings: ['>', 'gt'],
    takes: 'ordered',
    help: 'One of the values is greater.',
    example: 'frame.len > 1000',
  },
  {
    operator: 'lt',
    role: 'compare',
    spellings: ['<', 'lt'],
    takes: 'ordered',
    help: 'One of the values is smaller.',
    example: 'ip.ttl < 5',
  },
  {
    operator: 'ge',
    role: 'compare',
    spellings: ['>=', 'ge'],
    takes: 'ordered',
    help: 'One of the values is greater or equal.',
    example: 'http.response.code >= 400',
  },
  {
    operator: 'le',
    role: 'compare',
    spellings: ['<=', 'le'],
    takes: 'ordered',
    help: 'One of the values is smaller or equal.',
    example: 'frame.time_relative <= 1.5',
  },
  {
    operator: 'all-eq',
    role: 'compare',
    spellings: ['===', 'all_eq'],
    takes: 'any',
    help: 'All values are equal.',
    example: 'tcp.port === 53',
  },
  {
    operator: 'any-ne',
    role: 'compare',
    spellings: ['!==', '~=', 'any_ne'],
    takes: 'any',
    help: 'One of the values is not equal: what != meant before Wireshark 3.6.',
    example: 'ip.addr !== 10.0.0.1',
  },
  {
    operator: 'contains',
    role: 'contains',
    spellings: ['contains'],
    takes: 'bytes-or-text',
    help: 'The text or the bytes contain others; capitals matter.',
    example: 'http.host contains "example"',
  },
  {
    operator: 'matches',
    role: 'matches',
    spellings: ['matches', '~'],
    takes: 'bytes-or-text',
    help: 'A regular expression is found in the text or the bytes; capitals do not matter.',
    example: 'dns.qry.name matches "^www\\\\."',
  },
  {
    operator: 'in',
    role: 'in',
    spellings: ['in'],
    takes: 'any',
    help: 'One of the values is in a set of values and ranges.',
    example: 'tcp.port in {80, 443, 8000..8080}',
  },
  {
    operator: 'and',
    role: 'logical',
    spellings: ['and', '&&'],
    takes: 'any',
    help: 'Both conditions hold.',
    example: 'tcp and ip.ttl < 5',
  },
  {
    operator: 'or',
    role: 'logical',
    spellings: ['or', '||'],
    takes: 'any',
    help: 'One of the conditions holds.',
    example: 'dns or http',
  },
  {
    operator: 'xor',
    role: 'logical',
    spellings: ['xor', '^^'],
    takes: 'any',
    help: 'Exactly one of the two conditions holds.',
    example: 'tcp.srcport == 80 xor tcp.dstport == 80',
  },
  {
    operator: 'not',
    role: 'not',
    spellings: ['not', '!'],
    takes: 'any',
    help: 'The condition does not hold.',
    example: 'not arp',
  },
  {
    operator: 'any',
    role: 'quantifier',
    spellings: ['any'],
    takes: 'any',
    help: 'The comparison holds for one of the values.',
    example: 'any tcp.port > 1024',
  },
  {
    operator: 'all',
    role: 'quantifier',
    spellings: ['all'],
    takes: 'any',
    help: 'The comparison holds for each of the values.',
    example: 'all tcp.port > 1024',
  },
  {
    operator: '&',
    role: 'arithmetic',
    spellings: ['&', 'bitwise_and', 'bitand'],
    takes: 'bits',
    help: 'The bits that both values have; as a condition: any of them.',
    example: 'tcp.flags & 0x02',
  },
  {
    operator: '+',
    role: 'arithmetic',
    spellings: ['+'],
    takes: 'number',
    help: 'The sum.',
    example: 'ip.len + 14 == frame.len',
  },
  {
    operator: '-',
    role: 'arithmetic',
    spellings: ['-'],
    takes: 'number',
    help: 'The difference; blanks around the sign keep it out of the name.',
    example: 'ip.len - ip.hdr_len > 100',
  },
  {
    operator: '*',
    role: 'arithmetic',
    spellings: ['*'],
    takes: 'number',
    help: 'The product.',
    example: 'tcp.len * 8 > 1000',
  },
  {
    operator: '/',
    role: 'arithmetic',
    spellings: ['/'],
    takes: 'number',
    help: 'The quotient; whole for whole numbers.',
    example: 'frame.len / 100 == 5',
  },
  {
    operator: '%',
    role: 'arithmetic',
    spellings: ['%'],
    takes: 'number',
    help: 'The remainder.',
    example: 'frame.number % 10 == 0',
  },
];

const bySpelling = new Map(operators.flatMap((o) => o.spellings.map((spelling) => [spelling, o] as const)));

export function operatorSpelled(spelling: string): OperatorDescriptor | undefined {
  return bySpelling.get(spelling);
}

/** Operators made of signs, the longest first. */
export const signs: readonly string[] = [...bySpelling.keys()]
  .filter((spelling) => !/^\w/.test(spelling))
  .sort((a, b) => b.length - a.length);
