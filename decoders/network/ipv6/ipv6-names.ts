/** Types of hop-by-hop and destination options (IANA), as Wireshark prints them. */
export const optionTypeNames: Readonly<Record<number, string>> = {
  0: 'Pad1',
  1: 'PadN',
  4: 'Tunnel Encapsulation Limit',
  5: 'Router Alert',
  7: 'CALIPSO',
  8: 'SMF_DPD',
  15: 'Performance and Diagnostic Metrics',
  30: 'Experimental (0x1E)',
  38: 'Quick-Start',
  48: 'Path MTU Option',
  49: 'IOAM Option',
  62: 'Experimental (0x3E)',
  65: 'Tunnel Payload Forwarding (TPF) Information',
  94: 'Experimental (0x5E)',
  99: 'RPL Option',
  109: 'MPL Option',
  126: 'Experimental (0x7E)',
  138: 'Endpoint Identification',
  139: 'ILNP Nonce',
  140: 'Line-Identification Option',
  158: 'Experimental (0x9E)',
  190: 'Experimental (0xBE)',
  194: 'Jumbo Payload',
  201: 'Home Address',
  222: 'Experimental (0xDE)',
  238: 'IP_DFF',
  254: 'Experimental (0xFE)',
};

/** What a node does that does not know the option (RFC 8200 section 4.2). */
export const optionActionNames: Readonly<Record<number, string>> = {
  0: 'Skip and continue',
  1: 'Discard',
  2: 'Discard and send ICMP Parameter Problem',
  3: 'Discard and send ICMP if not multicast',
};

export const routerAlertNames: Readonly<Record<number, string>> = {
  0: 'MLD',
  1: 'RSVP',
  2: 'Active Network',
};

export const taggerTypeNames: Readonly<Record<number, string>> = {
  0: 'NULL',
  1: 'DEFAULT',
  2: 'IPv4',
  3: 'IPv6',
};

export const quickStartFunctionNames: Readonly<Record<number, string>> = {
  0: 'Rate request',
  8: 'Rate report',
};

export const quickStartRateNames: Readonly<Record<number, string>> = {
  0: '0 bit/s',
  1: '80 Kbit/s',
  2: '160 Kbit/s',
  3: '320 Kbit/s',
  4: '640 Kbit/s',
  5: '1.28 Mbit/s',
  6: '2.56 Mbit/s',
  7: '5.12 Mbit/s',
  8: '10.24 Mbit/s',
  9: '20.48 Mbit/s',
  10: '40.96 Mbit/s',
  11: '81.92 Mbit/s',
  12: '163.84 Mbit/s',
  13: '327.68 Mbit/s',
  14: '655.36 Mbit/s',
  15: '1.31072 Gbit/s',
};

export const seedLengthNames: Readonly<Record<number, string>> = {
  0: '0',
  1: '16-bit unsigned integer',
  2: '64-bit unsigned integer',
  3: '128-bit unsigned integer',
};

export const ioamTypeNames: Readonly<Record<number, string>> = {
  0: 'Pre-allocated Trace',
  1: 'Incremental Trace',
  2: 'Proof of Transit',
  3: 'Edge to Edge',
};

/** Types of routing headers (IANA). */
export const routingTypeNames: Readonly<Record<number, string>> = {
  0: 'Source Route',
  1: 'Nimrod',
  2: 'Type 2 Routing',
  3: 'RPL Source Route',
  4: 'Segment Routing',
  5: 'Compact Routing Header 16',
  6: 'Compact Routing Header 32',
  253: 'Experiment 1',
  254: 'Experiment 2',
};
