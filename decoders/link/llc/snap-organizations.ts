import { type Field, fields, uint16, type ValueNames } from '../../model/field.ts';
import { etherTypeNames } from '../ethernet/ether-types.ts';

const pid = (abbreviation: string, names?: ValueNames, title = 'PID') =>
  uint16(abbreviation, title, { base: 'hex', names });

const f = fields('llc', {
  type: uint16('type', 'Type', { base: 'hex', names: etherTypeNames, help: 'EtherType: the protocol that follows.' }),
  pid: pid('pid', undefined, 'Protocol ID'),
  cisco: pid('cisco_pid', {
    258: 'DRIP',
    260: 'PAgP',
    261: 'MLS Hello',
    264: 'RLQ BPDUs (request)',
    265: 'RLQ BPDUs (response)',
    267: 'PVSTP+',
    268: 'VLAN Bridge',
    273: 'UDLD',
    313: 'MCP',
    8192: 'CDP',
    8193: 'CGMP',
    8195: 'VTP',
    8196: 'DTP',
    8202: 'STP Uplink Fast',
  }),
  iana: pid('iana_pid', {
    1: 'MARS Data Messages (short form)',
    2: 'Reserved for future NHRP use',
    3: 'MARS/NHRP Control Messages',
    4: 'MARS Data Messages (long form)',
    5: 'SCSP',
    6: 'VRID',
    7: 'L2TP',
    8: 'VPN ID',
    9: 'MSDP-GRE-Protocol Type',
  }),
  nortel: pid('nortel_pid', { 417: 'NDP flatnet hello', 418: 'NDP segment hello', 419: 'NDP bridge hello' }),
  extreme: pid('extreme_pid', { 187: 'EDP' }),
  wlccp: pid('wlccp_pid', { 0: 'WLCCP' }),
  force10: pid('force10_pid', { 273: 'FEFD' }),
  awdl: pid('apple_awdl_pid', { 2048: 'AWDL' }),
  hpTeam: pid('hpteam_pid', { 2: 'HP Teaming heartbeat' }),
  foundry: pid('foundry_pid', { 8192: 'FDP' }),
  appleTalk: pid('apple_atalk_pid', { 32923: 'AppleTalk' }),
  cimetrics: pid('cimetrics_pid', { 1: 'U+4 MS/TP' }),
  bluetooth: pid('bluetooth_pid', {
    1: 'AMP_U L2CAP ACL data',
    2: 'AMP-C Activity Report',
    3: 'AMP-C Security frames',
    4: 'AMP-C Link supervision request',
    5: 'AMP-C Link supervision reply',
  }),
});

/** Fields of the number behind an organization's code in a SNAP header. */
export const pidFields = f;

/** Encapsulated Ethernet (RFC 1042). */
export const OUI_ETHERNET = 0x000000;
/** As encapsulated Ethernet, in older Cisco bridges. */
export const OUI_CISCO_90 = 0x0000f8;
/** IEEE 802.1: frames of bridges. */
export const OUI_802_1 = 0x0080c2;

/** Makers and standards bodies seen in SNAP headers. */
export const ouiNames: Readonly<Record<number, string>> = {
  [OUI_ETHERNET]: 'Encapsulated Ethernet',
  12: 'Cisco Systems, Inc',
  94: 'ICANN, IANA Department',
  129: 'Bay Networks',
  [OUI_CISCO_90]: 'Digital Equipment Corporation',
  488: 'Force10 Networks, Inc.',
  4240: 'Cimetrics, Inc.',
  6130: 'Apple, Inc.',
  6488: 'Bluetooth SIG, Inc.',
  16534: 'Cisco Systems, Inc',
  32863: 'Hewlett Packard',
  [OUI_802_1]: 'IEEE',
  57387: 'Extreme Networks',
  57426: 'Brocade Communications Systems',
  524295: 'Apple, Inc.',
};

const byOui: Readonly<Record<number, Field>> = {
  [OUI_ETHERNET]: f.type,
  [OUI_CISCO_90]: f.type,
  12: f.cisco,
  94: f.iana,
  129: f.nortel,
  488: f.force10,
  4240: f.cimetrics,
  6130: f.awdl,
  6488: f.bluetooth,
  16534: f.wlccp,
  32863: f.hpTeam,
  57387: f.extreme,
  57426: f.foundry,
  524295: f.appleTalk,
};

/** The field that shows an organization's protocol numbers. */
export function pidField(oui: number): Field {
  return Object.hasOwn(byOui, oui) ? byOui[oui] : f.pid;
}
