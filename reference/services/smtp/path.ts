/** The path of a MAIL or RCPT command with its parameters (RFC 5321 section 4.1.2). The null sender has the address ''. */
interface MailPath {
  address: string;
  parameters: Map<string, string>;
}

/** Reads `FROM:<address> NAME=value ...`, or with `TO`. Undefined if it is not of that form. */
export function parsePath(keyword: 'FROM' | 'TO', argument: string): MailPath | undefined {
  const parts = /^([A-Za-z]+):\s*<([\x21-\x3b\x3d\x3f-\x7e]{0,254})>((?:\s+\S+)*)$/.exec(argument);
  if (parts === null || parts[1].toUpperCase() !== keyword) return undefined;
  const parameters = new Map<string, string>();
  for (const word of parts[3].split(/\s+/)) {
    if (word === '') continue;
    const equals = word.indexOf('=');
    parameters.set((equals < 0 ? word : word.slice(0, equals)).toUpperCase(), equals < 0 ? '' : word.slice(equals + 1));
  }
  return { address: parts[2], parameters };
}

/** The mailbox an address belongs to: its local part in lower case, if it can safely name a folder. */
export function mailboxName(address: string): string | undefined {
  const at = address.lastIndexOf('@');
  const local = (at < 0 ? address : address.slice(0, at)).toLowerCase();
  return /^[a-z0-9_][a-z0-9_.+-]{0,63}$/.test(local) ? local : undefined;
}
