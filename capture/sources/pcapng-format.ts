/** Block type codes (draft-ietf-opsawg-pcapng section 11.1). */
export const blockType = {
  sectionHeader: 0x0a0d0d0a,
  interfaceDescription: 1,
  packet: 2,
  simplePacket: 3,
  nameResolution: 4,
  interfaceStatistics: 5,
  enhancedPacket: 6,
  systemdJournal: 9,
  decryptionSecrets: 0x0a,
  custom: 0x0bad,
  customNotCopied: 0x40000bad,
} as const;

/** Byte-order magic of a section header, as read in the section's own byte order. */
export const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

/** Type, two lengths: the smallest block. */
export const SMALLEST_BLOCK = 12;

/** Bytes of a block before the data of a frame. */
export const ENHANCED_HEADER = 28;
export const SIMPLE_HEADER = 12;
export const CUSTOM_HEADER = 12;
export const JOURNAL_HEADER = 8;

/** Option codes. */
export const option = {
  end: 0,
  comment: 1,
  hardware: 2,
  operatingSystem: 3,
  application: 4,
  interfaceName: 2,
  interfaceDescription: 3,
  interfaceSpeed: 8,
  timeResolution: 9,
  interfaceFilter: 11,
  interfaceOperatingSystem: 12,
  fcsLength: 13,
  timeOffset: 14,
  interfaceHardware: 15,
  packetFlags: 2,
  packetHash: 3,
  packetDropCount: 4,
  packetId: 5,
  packetQueue: 6,
  packetVerdict: 7,
  packetProcess: 8,
  statisticsStart: 2,
  statisticsEnd: 3,
  statisticsReceived: 4,
  statisticsDropped: 5,
  statisticsAccepted: 6,
  statisticsOsDropped: 7,
  statisticsDelivered: 8,
} as const;

/** Length rounded up to the 32-bit boundary that blocks and options keep. */
export function padded(length: number): number {
  return (length + 3) & ~3;
}
