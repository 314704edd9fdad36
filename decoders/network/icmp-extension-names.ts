/** Classes of extension objects (RFC 4884 section 7). */
export const extensionClassNames: Readonly<Record<number, string>> = {
  1: 'MPLS Label Stack Class',
  2: 'Interface Information Object',
  3: 'Interface Identification Object',
};

/** Roles of an interface (RFC 5837 section 4.1). */
export const interfaceRoleNames: Readonly<Record<number, string>> = {
  0: 'IP interface upon which datagram arrived',
  1: 'sub-IP component of an IP interface upon which datagram arrived',
  2: 'IP interface through which datagram would be forwarded',
  3: 'IP next-hop to which datagram would be forwarded',
};

/** How an extended echo request names the interface (RFC 8335 section 2.1). */
export const identificationNames: Readonly<Record<number, string>> = {
  1: 'Identifies Interface By Name',
  2: 'Identifies Interface By Index',
  3: 'Identifies Interface By Address',
};

/** States of a probed interface (RFC 8335 section 3). */
export const probeStateNames: Readonly<Record<number, string>> = {
  0: 'Reserved',
  1: 'Incomplete',
  2: 'Reachable',
  3: 'Stale',
  4: 'Delay',
  5: 'Probe',
  6: 'Failed',
};

/** Address families (IANA) that extension objects use. */
export const addressFamilyNames: Readonly<Record<number, string>> = {
  0: 'Reserved',
  1: 'IPv4',
  2: 'IPv6',
  6: '802 (includes all 802 media plus Ethernet)',
  16389: '48-bit MAC Address',
  16390: '64-bit MAC Address',
};
