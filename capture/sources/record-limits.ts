/** Longest record that is read into memory: a pcapng block, or a pcap record with its header. */
export const LONGEST_RECORD = 16 * 1024 * 1024;

/** Longest frame of ordinary link types; libpcap and Wireshark refuse longer ones as damage too. */
export const LONGEST_FRAME = 256 * 1024;

/** LINKTYPE_ values whose frames may be longer: D-Bus, USB with a USBPcap header, Elektrobit high speed. */
const LONG_LINK_TYPES = new Set([231, 249, 279]);

/** Longest frame that is believed for a link type, in bytes. */
export function longestFrame(linkType: number): number {
  return LONG_LINK_TYPES.has(linkType) ? LONGEST_RECORD - 64 : LONGEST_FRAME;
}

/** Interfaces that one capture may have; with the two pseudo-interfaces their ids fit in 16 bits. */
export const MOST_INTERFACES = 65_534;

/** Blocks other than frames that one capture may have. */
export const MOST_BLOCKS = 8 * 1024 * 1024;

/** Characters of names and comments of sections and interfaces that are kept in memory; the rest stays in the file. */
export const MOST_TEXT = 16 * 1024 * 1024;
