/** Subtypes of the Multipath TCP option (RFC 8684 section 3). */
export const multipathSubtypes: Readonly<Record<number, string>> = {
  0: 'Multipath Capable',
  1: 'Join Connection',
  2: 'Data Sequence Signal',
  3: 'Add Address',
  4: 'Remove Address',
  5: 'Change Subflow Priority',
  6: 'TCP Fallback',
  7: 'Fast Close',
  8: 'TCP Reset',
};

/** Reasons of MP_TCPRST (RFC 8684 section 3.6). */
export const multipathResetReasons: Readonly<Record<number, string>> = {
  0: 'Unspecified error',
  1: 'MPTCP-specific error',
  2: 'Lack of resources',
  3: 'Administratively prohibited',
  4: 'Too much outstanding data',
  5: 'Unacceptable performance',
  6: 'Middlebox interference',
};
