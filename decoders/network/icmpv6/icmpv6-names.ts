import { valueName } from '../../model/field.ts';

/** ICMPv6 types (IANA), as Wireshark prints them. */
export const typeNames: Readonly<Record<number, string>> = {
  1: 'Destination Unreachable',
  2: 'Packet Too Big',
  3: 'Time Exceeded',
  4: 'Parameter Problem',
  100: 'Private experimentation',
  101: 'Private experimentation',
  127: 'Reserved for expansion of ICMPv6 error messages',
  128: 'Echo (ping) request',
  129: 'Echo (ping) reply',
  130: 'Multicast Listener Query',
  131: 'Multicast Listener Report',
  132: 'Multicast Listener Done',
  133: 'Router Solicitation',
  134: 'Router Advertisement',
  135: 'Neighbor Solicitation',
  136: 'Neighbor Advertisement',
  137: 'Redirect',
  138: 'Router Renumbering',
  139: 'Node Information Query',
  140: 'Node Information Reply',
  141: 'Inverse Neighbor Discovery Solicitation',
  142: 'Inverse Neighbor Discovery Advertisement',
  143: 'Multicast Listener Report Message v2',
  144: 'Home Agent Address Discovery Request',
  145: 'Home Agent Address Discovery Reply',
  146: 'Mobile Prefix Solicitation',
  147: 'Mobile Prefix Advertisement',
  148: 'Certification Path Solicitation',
  149: 'Certification Path Advertisement',
  150: 'Experimental Mobility',
  151: 'Multicast Router Advertisement',
  152: 'Multicast Router Solicitation',
  153: 'Multicast Router Termination',
  154: 'FMIPv6',
  155: 'RPL Control',
  156: 'Locator Update',
  157: 'Duplicate Address Request',
  158: 'Duplicate Address Confirmation',
  159: 'MPL Control Message',
  160: 'Extended Echo request',
  161: 'Extended Echo reply',
  200: 'Private experimentation',
  201: 'Private experimentation',
  255: 'Reserved for expansion of ICMPv6 informational messages',
};

/** Codes of those types that have any. */
const codeNames: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  1: {
    0: 'no route to destination',
    1: 'Administratively prohibited',
    2: 'Beyond scope of source address',
    3: 'Address unreachable',
    4: 'Port unreachable',
    5: 'Source address failed ingress/egress policy',
    6: 'Reject route to destination',
    7: 'Error in Source Routing Header',
  },
  3: { 0: 'hop limit exceeded in transit', 1: 'fragment reassembly time exceeded' },
  4: {
    0: 'erroneous header field encountered',
    1: 'unrecognized Next Header type encountered',
    2: 'unrecognized IPv6 option encountered',
    3: 'IPv6 First Fragment has incomplete IPv6 Header Chain',
  },
  138: { 0: 'Command', 1: 'Result', 255: 'Sequence number reset' },
  139: {
    0: 'Query subject = IPv6 addresses',
    1: 'Query subject = DNS name or empty',
    2: 'Query subject = IPv4 addresses',
  },
  140: {
    0: 'Successful',
    1: 'Refused',
    2: 'Unknown query type',
  },
  155: {
    0: 'DODAG Information Solicitation',
    1: 'DODAG Information Object',
    2: 'Destination Advertisement Object',
    3: 'Destination Advertisement Object Acknowledgment',
    4: 'P2P Discovery Reply Object',
    5: 'P2P Discovery Reply Object Acknowledgement',
    128: 'Secure DODAG Information Solicitation',
    129: 'Secure DODAG Information Object',
    130: 'Secure Destination Advertisement Object',
    131: 'Secure Destination Advertisement Object Acknowledgment',
    132: 'P2P Secure Discovery Reply Object',
    133: 'P2P Secure Discovery Reply Object Acknowledgement',
    138: 'Consistency Check',
  },
  160: { 0: 'No error' },
  161: {
    0: 'No error',
    1: 'Malformed Query',
    2: 'No Such Interface',
    3: 'No Such Table Entry',
    4: 'Multiple Interfaces Satisfy Query',
  },
};

/** Undefined for types that have no codes. */
export function codeName(type: number, code: number): string | undefined {
  if (!Object.hasOwn(codeNames, type)) return undefined;
  return valueName(codeNames[type], code) ?? (type === 1 ? 'Unknown' : `Unknown (${code})`);
}

/** Options of neighbor discovery (IANA). */
export const optionNames: Readonly<Record<number, string>> = {
  1: 'Source link-layer address',
  2: 'Target link-layer address',
  3: 'Prefix information',
  4: 'Redirected header',
  5: 'MTU',
  6: 'NBMA Shortcut Limit Option',
  7: 'Advertisement Interval',
  8: 'Home Agent Information',
  9: 'Source Address List',
  10: 'Target Address List',
  11: 'CGA',
  12: 'RSA Signature',
  13: 'Timestamp',
  14: 'Nonce',
  15: 'Trust Anchor',
  16: 'Certificate',
  17: 'IP Address/Prefix Option',
  18: 'New Router Prefix Information',
  19: 'Link-layer Address',
  20: 'Neighbor Advertisement Acknowledgment',
  23: 'MAP',
  24: 'Route Information',
  25: 'Recursive DNS Server',
  26: 'RA Flags Extension',
  27: 'Handover Key Request',
  28: 'Handover Key Reply',
  29: 'Handover Assist Information',
  30: 'Mobile Node Identifier Option',
  31: 'DNS Search List Option',
  32: 'Proxy Signature (PS)',
  33: 'Address Registration Option',
  34: '6LoWPAN Context Option',
  35: 'Authoritative Border Router',
  36: '6LoWPAN Capability Indication Option',
  37: 'DHCP Captive-Portal',
  38: 'PREF64 Option',
  138: 'CARD Request',
  139: 'CARD Reply',
  253: 'RFC3692-style Experiment 1',
  254: 'RFC3692-style Experiment 2',
};

/** Default router preference (RFC 4191 section 2.1). */
export const preferenceNames: Readonly<Record<number, string>> = {
  0: 'Medium',
  1: 'High',
  2: 'Reserved',
  3: 'Low',
};

/** Types of multicast address records (RFC 3810 section 5.2.12). */
export const recordTypeNames: Readonly<Record<number, string>> = {
  1: 'Include',
  2: 'Exclude',
  3: 'Changed to include',
  4: 'Changed to exclude',
  5: 'Allow new sources',
  6: 'Block old sources',
};

/** Node information (RFC 4620 section 5). */
export const queryTypeNames: Readonly<Record<number, string>> = {
  0: 'NOOP',
  1: 'Supported query types (Obsolete)',
  2: 'Node Name',
  3: 'Node addresses',
  4: 'IPv4 node addresses',
};

/** Prefix length codes (RFC 8781 section 4). */
export const prefixCodeNames: Readonly<Record<number, string>> = {
  0: '96 bits prefix length',
  1: '64 bits prefix length',
  2: '56 bits prefix length',
  3: '48 bits prefix length',
  4: '40 bits prefix length',
  5: '32 bits prefix length',
};

/** Status of an address registration (RFC 6775 section 4.1). */
export const registrationNames: Readonly<Record<number, string>> = {
  0: 'Success',
  1: 'Duplicate Exists',
  2: 'Neighbor Cache Full',
};

/** Option codes of fast handovers (RFC 5568). */
export const addressCodeNames: Readonly<Record<number, string>> = {
  1: 'Old Care-of Address',
  2: 'New Care-of Address',
  3: "NAR's IP address",
  4: "NAR's Prefix (sent in PrRtAdv)",
};

export const linkCodeNames: Readonly<Record<number, string>> = {
  0: 'Wildcard',
  1: 'Link-layer Address of the New Access Point',
  2: 'Link-layer Address of the MN',
  3: 'Link-layer Address of the NAR',
  4: 'Link-layer Address of the source',
  5: 'The AP belongs to the current interface of the router',
  6: 'No prefix information available',
  7: 'No fast handovers support available',
};

export const acknowledgmentNames: Readonly<Record<number, string>> = {
  1: 'New CoA is invalid, perform address configuration',
  2: 'New CoA is invalid, use the supplied CoA',
  3: "NCoA is invalid, use NAR's IP address as NCoA in FBU",
  4: 'PCoA supplied, do not send FBU',
  128: 'LLA is unrecognized',
};

export const assistCodeNames: Readonly<Record<number, string>> = {
  1: 'Access Network Identifier (AN ID)',
  2: 'Sector ID',
};

export const mobileCodeNames: Readonly<Record<number, string>> = {
  1: 'NAI',
  2: 'IMSI',
};

export const handoverNames: Readonly<Record<number, string>> = {
  2: 'Router Solicitation for Proxy Advertisement',
  3: 'Proxy Router Advertisement',
  4: 'Handover Initiate',
  5: 'Handover Acknowledge',
};

export const nameTypeNames: Readonly<Record<number, string>> = {
  1: 'DER Encoded X.501 Name',
  2: 'FQDN',
  3: 'SHA-1 Subject Key Identifier (SKI)',
  4: 'SHA-224 Subject Key Identifier (SKI)',
  5: 'SHA-256 Subject Key Identifier (SKI)',
  6: 'SHA-384 Subject Key Identifier (SKI)',
  7: 'SHA-512 Subject Key Identifier (SKI)',
  253: 'Reserved for Experimental Use',
  254: 'Reserved for Experimental Use',
  255: 'Reserved',
};
