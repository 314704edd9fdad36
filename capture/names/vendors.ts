/** First line of each registration, by the first three bytes as six hexadecimal digits. */
let registrations: Readonly<Record<string, string>> | undefined;

/** Reads the IEEE's list of organizations (npm oui-data), once; until then no vendor is known. */
export async function loadVendors(): Promise<void> {
  registrations ??= (await import('oui-data', { with: { type: 'json' } })).default as Record<string, string>;
}

/** `Apple_13:c5:58` for an address of a registered vendor; undefined for others and for locally administered ones. */
export function vendorName(address: string): string | undefined {
  const key = address.slice(0, 8).replaceAll(':', '').toUpperCase();
  if (registrations === undefined || !Object.hasOwn(registrations, key)) return undefined;
  const [line] = registrations[key].split('\n');
  const word = /^[\p{L}\p{N}-]+/u.exec(line)?.[0];
  return word === undefined ? undefined : `${word.slice(0, 10)}_${address.slice(9)}`;
}
