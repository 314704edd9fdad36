/** A colouring rule: packets that pass the filter have these colours, unless an earlier rule fits. */
export interface ColoringRule {
  readonly name: string;
  readonly filter: string;
  /** Colours as `#rrggbb`. */
  readonly background: string;
  readonly foreground: string;
  readonly enabled: boolean;
}

const DARK = '#12272e';

function rule(name: string, background: string, foreground: string, filter: string): ColoringRule {
  return { name, filter, background, foreground, enabled: true };
}

/**
 * Wireshark's rules in its order and colours. Protocols that are not decoded here are told by the numbers that announce
 * them; rules about the inside of such protocols are left out ({@link notApplicable}).
 */
export const defaultRules: readonly ColoringRule[] = [
  rule(
    'Bad TCP',
    DARK,
    '#f78787',
    'tcp.analysis.flags && !tcp.analysis.window_update && !tcp.analysis.keep_alive && !tcp.analysis.keep_alive_ack',
  ),
  rule('Spanning Tree Topology Change', DARK, '#fffc9c', 'stp.type == 0x80'),
  rule('ICMP errors', DARK, '#b7f774', 'icmp.type in { 3..5, 11 } || icmpv6.type in { 1..4 }'),
  rule('ARP', '#faf0d7', DARK, 'arp'),
  rule('ICMP', '#fce0ff', DARK, 'icmp || icmpv6'),
  rule('TCP RST', '#a40000', '#fffc9c', 'tcp.flags.reset == 1'),
  rule(
    'TTL low or unexpected',
    '#a40000',
    '#ecf0eb',
    '(ip.dst != 224.0.0.0/4 && ip.ttl < 5 && !(ip.proto in { 89, 103 })) || (ip.dst == 224.0.0.0/24 && ip.dst != 224.0.0.251 && ip.ttl != 1 && !(ip.proto == 112))',
  ),
  rule(
    'Checksum Errors',
    DARK,
    '#f78787',
    'ip.checksum.status == "Bad" || tcp.checksum.status == "Bad" || udp.checksum.status == "Bad"',
  ),
  rule('SMB', '#feffd0', DARK, '((tcp.port in { 139, 445 }) && tcp.len > 0) || udp.port in { 137, 138 }'),
  rule('HTTP', '#e4ffc7', DARK, 'http || tcp.port == 80'),
  rule('DCERPC', '#c797ff', DARK, 'tcp.port == 135 && tcp.len > 0'),
  rule(
    'Routing',
    '#fff3d6',
    DARK,
    'igmp || ip.proto in { 88, 89, 112 } || ipv6.nxt in { 88, 89, 112 } || (tcp.port == 179 && tcp.len > 0) || udp.port == 1985',
  ),
  rule('TCP SYN/FIN', '#a0a0a0', DARK, 'tcp.flags & 0x02 || tcp.flags.fin == 1'),
  rule('TCP', '#e7e6ff', DARK, 'tcp'),
  rule('UDP', '#daeeff', DARK, 'udp'),
  rule('Broadcast', '#ffffff', '#babdb6', 'eth[0] & 1'),
];

/** Wireshark's rules that ask for what no decoder reads here. */
export const notApplicable: readonly string[] = [
  'HSRP State Change',
  'OSPF State Change',
  'SCTP ABORT',
  'System Event',
];
