/** EtherTypes (IEEE 802 numbers, IANA) with the names Wireshark prints. */
export const etherTypeNames: Readonly<Record<number, string>> = {
  2048: 'IPv4',
  2054: 'ARP',
  32821: 'RARP',
  33024: '802.1Q Virtual LAN',
  34525: 'IPv6',
  34887: 'MPLS label switched packet',
  34915: 'PPPoE Discovery',
  34916: 'PPPoE Session',
  34984: '802.1ad Provider Bridge (Q-in-Q)',
};
