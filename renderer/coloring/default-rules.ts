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

/** Wireshark's rules for the protocols that are decoded here, in its order and colours. */
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
    'IPv4 TTL low or unexpected',
    '#a40000',
    '#ecf0eb',
    '(ip.dst != 224.0.0.0/4 && ip.ttl < 5 && !(tcp || udp.port == 500)) || (ip.dst == 224.0.0.0/24 && ip.dst != 224.0.0.251 && ip.ttl != 1 && !igmp)',
  ),
  rule('IPv6 hop limit low', '#a40000', '#ecf0eb', 'ipv6.hlim < 5 && !(ipv6.dst == ff00::/8)'),
  rule(
    'Checksum errors',
    DARK,
    '#f78787',
    'ip.checksum.status == "Bad" || tcp.checksum.status == "Bad" || udp.checksum.status == "Bad" || icmp.checksum.status == "Bad" || icmpv6.checksum.status == "Bad"',
  ),
  rule('HTTP', '#e4ffc7', DARK, 'http || tcp.port == 80'),
  rule('Routing', '#fff3d6', DARK, 'igmp || eth.type == 0x88cc'),
  rule('TCP SYN/FIN', '#a0a0a0', DARK, 'tcp.flags & 0x02 || tcp.flags.fin == 1'),
  rule('TCP', '#e7e6ff', DARK, 'tcp'),
  rule('UDP', '#daeeff', DARK, 'udp'),
  rule('Broadcast', '#ffffff', '#babdb6', 'eth[0] & 1'),
];
