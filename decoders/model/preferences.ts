/** Choices that change what is shown, with Wireshark's names. */
export interface Preferences {
  readonly 'ip.check_checksum': boolean;
  readonly 'tcp.check_checksum': boolean;
  readonly 'udp.check_checksum': boolean;
  readonly 'tcp.relative_sequence_numbers': boolean;
  readonly 'tcp.desegment_tcp_streams': boolean;
  readonly 'ip.defragment': boolean;
  readonly 'ipv6.defragment': boolean;
}

export const standardPreferences: Preferences = {
  'ip.check_checksum': false,
  'tcp.check_checksum': false,
  'udp.check_checksum': false,
  'tcp.relative_sequence_numbers': true,
  'tcp.desegment_tcp_streams': true,
  'ip.defragment': true,
  'ipv6.defragment': true,
};
