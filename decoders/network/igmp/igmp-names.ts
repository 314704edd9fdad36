/** IGMP types (IANA), as Wireshark prints them. */
export const typeNames: Readonly<Record<number, string>> = {
  1: 'Create Group Request',
  2: 'Create Group Reply',
  3: 'Join Group Request',
  4: 'Join Group Reply',
  5: 'Leave Group Request',
  6: 'Leave Group Reply',
  7: 'Confirm Group Request',
  8: 'Confirm Group Reply',
  17: 'Membership Query',
  18: 'Membership Report',
  19: 'DVMRP Protocol',
  20: 'PIM Routing Message',
  22: 'Membership Report',
  23: 'Leave Group',
  30: 'Traceroute Response',
  31: 'Traceroute Query or Request',
  34: 'Membership Report',
};

/** Types of group records (RFC 3376 section 4.2.12). */
export const recordTypeNames: Readonly<Record<number, string>> = {
  1: 'Mode Is Include',
  2: 'Mode Is Exclude',
  3: 'Change To Include Mode',
  4: 'Change To Exclude Mode',
  5: 'Allow New Sources',
  6: 'Block Old Sources',
};

export const groupTypeNames: Readonly<Record<number, string>> = {
  0: 'Public Group',
  1: 'Private Group',
};

export const replyNames: Readonly<Record<number, string>> = {
  0: 'Request Granted',
  1: 'Request Denied, No Resources',
  2: 'Request Denied, Invalid Code',
  3: 'Request Denied, Invalid Group',
  4: 'Request Denied, Invalid Key',
};

/** Routing protocols of a multicast traceroute (draft-ietf-idmr-traceroute-ipm). */
export const routingNames: Readonly<Record<number, string>> = {
  1: 'DVMRP',
  2: 'MOSPF',
  3: 'PIM',
  4: 'CBT',
  5: 'PIM using special routing table',
  6: 'PIM using a static route',
  7: 'DVMRP using a static route',
  8: 'PIM using MBGP (aka BGP4+) route',
  9: 'CBT using special routing table',
  10: 'CBT using a static route',
  11: 'PIM using state created by Assert processing',
};

export const forwardingNames: Readonly<Record<number, string>> = {
  0: 'NO_ERROR',
  1: 'WRONG_IF',
  2: 'PRUNE_SENT',
  3: 'PRUNE_RCVD',
  4: 'SCOPED',
  5: 'NO_ROUTE',
  6: 'WRONG_LAST_HOP',
  7: 'NOT_FORWARDING',
  8: 'REACHED_RP',
  9: 'RPF_IF',
  10: 'NO_MULTICAST',
  11: 'INFO_HIDDEN',
  129: 'NO_SPACE',
  130: 'OLD_ROUTER',
  131: 'ADMIN_PROHIB',
};
