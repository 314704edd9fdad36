/**
 * A dispatch table names a number space that selects the next protocol: EtherTypes, IP protocols, ports. The handle is
 * constant; which protocol claims which number is the registry's, so another registry can decode the same bytes otherwise.
 */
export interface DispatchTable {
  readonly index: number;
  readonly name: string;
}

const tables: DispatchTable[] = [];

function table(name: string): DispatchTable {
  const handle = { index: tables.length, name };
  tables.push(handle);
  return handle;
}

export function allTables(): readonly DispatchTable[] {
  return tables;
}

/** Link types of capture files (LINKTYPE_ values of the tcpdump group). */
export const linkTypes = table('link-type');
/** EtherTypes (IEEE 802 numbers). */
export const etherTypes = table('ethertype');
/** LLC destination service access points. */
export const llcSaps = table('llc.dsap');
/** PPP protocol field values. */
export const pppProtocols = table('ppp.protocol');
/** IP protocol numbers. */
export const ipProtocols = table('ip.proto');
export const tcpPorts = table('tcp.port');
export const udpPorts = table('udp.port');
/** Media types of HTTP bodies and MIME parts, by {@link mediaTypes} index. */
export const mediaTypes = table('media-type');
/** ONC RPC programs, by their number minus {@link RPC_PROGRAM_BASE}. */
export const rpcPrograms = table('rpc.program');
/** Brings the program numbers of Sun's range into the span of a table. */
export const RPC_PROGRAM_BASE = 99_000;
/** Protocols that are reached by name and not by a number of the wire. */
export const named = table('named');
