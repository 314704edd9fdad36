/** How long a frame may take from the interface to this program, in milliseconds: the helpers' own buffering. */
export const ON_THE_WAY = { dumpcap: 600, tcpdump: 1_200, cap: 600 } as const;
/** MiB: a program at work fills the usual two between two looks of the helper, and a lost frame cannot be joined. */
export const KERNEL_BUFFER = 64;
/** How long a helper may take to begin, in milliseconds. */
export const BEGINNING = 10_000;
