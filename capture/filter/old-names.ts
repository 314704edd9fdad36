/** Names that protocols had before they were renamed; people still type them. */
const RENAMED: readonly (readonly [old: string, current: string])[] = [
  ['ssl', 'tls'],
  ['bootp', 'dhcp'],
];

/** Fields that were renamed by themselves. */
const RENAMED_FIELDS: ReadonlyMap<string, string> = new Map([
  ['ssl.handshake.extensions_server_name', 'tls.handshake.extensions_server_name'],
  ['bootp.ip.client', 'dhcp.ip.client'],
  ['bootp.option', 'dhcp.option.type'],
  ['http.content_length_header', 'http.content_length'],
]);

/** The present name of an old one, or undefined. */
export function currentName(name: string): string | undefined {
  const own = RENAMED_FIELDS.get(name);
  if (own !== undefined) return own;
  for (const [old, current] of RENAMED) {
    if (name === old) return current;
    if (name.startsWith(`${old}.`)) return current + name.slice(old.length);
  }
  return undefined;
}
