import { bool, type FieldSpec, fields, none, octets, uint8, uint16, uint24, uint32 } from '../../model/field.ts';
import { experimentNames, optionKinds, quickStartRates } from './option-names.ts';

/** The heading of an option: exported with its text. */
function option(abbreviation: string, name: string): FieldSpec {
  return { ...none(`options.${abbreviation}`, `TCP Option - ${name}`), type: 'protocol' };
}

/** Fields of the options of the TCP header (RFC 9293 section 3.2 and the RFCs named). */
export const o = fields('tcp', {
  options: octets('options', 'TCP Options'),
  kind: uint8('option_kind', 'Kind', { names: optionKinds }),
  length: uint8('option_len', 'Length', { help: 'Of the whole option, kind and length included.' }),
  end: option('eol', 'End of Option List (EOL)'),
  nop: option('nop', 'No-Operation (NOP)'),
  unknown: option('unknown', 'Unknown'),
  unknownPayload: octets('options.unknown.payload', 'Payload'),
  mss: option('mss', 'Maximum segment size'),
  mssValue: uint16('options.mss_val', 'MSS Value', {
    help: 'The largest payload that the sender is willing to receive in one segment.',
    rfc: 'RFC 9293 section 3.7.1',
  }),
  scale: option('wscale', 'Window scale'),
  scaleShift: uint8('options.wscale.shift', 'Shift count', { rfc: 'RFC 7323 section 2.2' }),
  scaleMultiplier: uint16('options.wscale.multiplier', 'Multiplier', {
    help: "What the sender's window values are multiplied by, when both sides sent the option.",
  }),
  sackPermitted: option('sack_perm', 'SACK permitted'),
  sack: option('sack', 'SACK'),
  sackLeft: uint32('options.sack_le', 'TCP SACK Left Edge', {
    help: 'First byte of a block that arrived behind a gap.',
    rfc: 'RFC 2018 section 3',
  }),
  sackRight: uint32('options.sack_re', 'TCP SACK Right Edge', { help: 'The byte behind the block.' }),
  sackCount: uint8('options.sack.count', 'TCP SACK Count'),
  duplicateLeft: uint32('options.sack.dsack_le', 'TCP D-SACK Left Edge', {
    help: 'The block was received twice.',
    rfc: 'RFC 2883',
  }),
  duplicateRight: uint32('options.sack.dsack_re', 'TCP D-SACK Right Edge'),
  echo: option('echo', 'Echo'),
  echoReply: option('echoreply', 'Echo'),
  echoValue: uint32('options.echo_value', 'TCP Echo Option', { rfc: 'RFC 1072' }),
  timestamps: option('timestamp', 'Timestamps'),
  timestampValue: uint32('options.timestamp.tsval', 'Timestamp value', {
    help: "The sender's clock, in ticks of its own.",
    rfc: 'RFC 7323 section 3',
  }),
  timestampEcho: uint32('options.timestamp.tsecr', 'Timestamp echo reply', {
    help: "The peer's clock as it was received last: tells the peer the round trip time.",
    rfc: 'RFC 7323 section 3',
  }),
  cc: option('cc', 'CC'),
  ccNew: option('ccnew', 'CC'),
  ccEcho: option('ccecho', 'CC'),
  ccValue: uint32('options.cc_value', 'TCP CC Option', { rfc: 'RFC 1644' }),
  md5: option('md5', 'TCP MD5 signature'),
  md5Digest: octets('options.md5.digest', 'MD5 digest', { rfc: 'RFC 2385' }),
  scps: option('scps', 'SCPS capabilities'),
  snack: option('snack', 'Selective Negative Acknowledgment'),
  scpsRecord: option('scpsrec', 'SCPS record boundary'),
  scpsCorruption: option('scpscor', 'SCPS corruption experienced'),
  quickStart: option('qs', 'Quick-Start'),
  quickStartRate: uint8('options.qs.rate', 'QS Rate', { mask: 0x0f, names: quickStartRates, rfc: 'RFC 4782' }),
  quickStartTtl: uint8('options.qs.ttl_diff', 'QS Rate', { help: 'Difference between the TTLs of request and reply.' }),
  userTimeout: option('user_to', 'User Timeout'),
  userTimeoutUnit: bool('options.user_to_granularity', 'Granularity', {
    mask: 0x8000,
    truth: ['Minutes', 'Seconds'],
    rfc: 'RFC 5482',
  }),
  userTimeoutValue: uint16('options.user_to_val', 'User Timeout', {
    mask: 0x7fff,
    help: 'How long sent data may stay unacknowledged before the connection is closed.',
  }),
  ao: option('ao', 'TCP AO'),
  aoKey: uint8('options.ao.keyid', 'AO KeyID', { rfc: 'RFC 5925 section 2.2' }),
  aoNextKey: uint8('options.ao.rnextkeyid', 'AO RNextKeyID'),
  aoMac: octets('options.ao.mac', 'AO MAC'),
  fastOpen: option('tfo', 'TCP Fast Open'),
  fastOpenRequest: none('options.tfo.request', 'Fast Open Cookie Request', { rfc: 'RFC 7413' }),
  fastOpenCookie: octets('options.tfo.cookie', 'Fast Open Cookie', {
    help: 'Lets a later connection carry data in its SYN.',
    rfc: 'RFC 7413',
  }),
  accurateEcn: option('acc_ecn', 'Accurate ECN'),
  ect0: uint24('options.acc_ecn.ee0b', 'Accurate ECN Echo ECT(0) Byte Counter', { rfc: 'RFC 9768 section 3.2.3' }),
  ce: uint24('options.acc_ecn.eceb', 'Accurate ECN Echo CE Byte Counter'),
  ect1: uint24('options.acc_ecn.ee1b', 'Accurate ECN Echo ECT(1) Byte Counter'),
  multipath: { ...none('/mptcp', 'Multipath Transmission Control Protocol'), type: 'protocol' },
  riverbedProbe: option('rvbd.probe', 'Riverbed Probe'),
  riverbedTransparency: option('rvbd.trpy', 'Riverbed Transparency'),
  experimental: option('experimental', 'Experimental'),
  experiment: uint16('options.experimental.exid', 'Experiment Identifier', {
    base: 'hex',
    names: experimentNames,
    rfc: 'RFC 6994',
  }),
  experimentData: octets('options.experimental.data', 'Data'),
});
