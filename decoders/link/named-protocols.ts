/** Numbers in the table of named protocols: what link layers hand on to without a number on the wire. */
export const LLC = 1;
/** Novell's IPX directly in an IEEE 802.3 frame. */
export const IPX = 2;
/** PPP, with or without the address and control bytes of HDLC. */
export const PPP = 3;
