import type { DispatchTable } from '../../decoders/dispatch/tables.ts';
import { allTables, etherTypes, ipProtocols, tcpPorts, udpPorts } from '../../decoders/dispatch/tables.ts';
import type { Protocol } from '../../decoders/model/protocol.ts';
import { Registry } from '../../decoders/model/registry.ts';
import { protocols } from '../../decoders/protocols.ts';

/** Bytes of a number are decoded as a protocol. */
export interface DecodeChoice {
  /** Name of a dispatch table, as `tcp.port`. */
  readonly table: string;
  readonly value: number;
  /** Name of a protocol; `data` for none. */
  readonly protocol: string;
}

/** Tables for which a person can choose, with what they are called. */
export const choosable: readonly { readonly table: DispatchTable; readonly title: string }[] = [
  { table: tcpPorts, title: 'TCP port' },
  { table: udpPorts, title: 'UDP port' },
  { table: ipProtocols, title: 'IP protocol' },
  { table: etherTypes, title: 'EtherType' },
];

/** Protocols that can follow by a number of a table: those that claim one there, and plain data. */
export function protocolsFor(table: DispatchTable): Protocol[] {
  const claiming = protocols.filter((p) => p.claims?.some(([claimed]) => claimed === table) || p.name === 'data');
  return claiming.sort((a, b) => a.title.localeCompare(b.title));
}

/** Protocols that can be switched off: all but the frame itself, and plain data. */
export function switchable(): Protocol[] {
  const most = protocols.filter(({ name }) => name !== 'frame' && name !== 'data');
  return most.sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * A registry with choices, in which nothing leads to the disabled protocols. Throws Error with a sentence for a choice that
 * names no table, or no protocol that fits it, and for a name of no protocol.
 */
export function registryWith(choices: readonly DecodeChoice[], disabled: readonly string[] = []): Registry {
  const names = new Set(switchable().map(({ name }) => name));
  const unknown = disabled.find((name) => !names.has(name));
  if (unknown !== undefined) throw new Error(`"${unknown}" is no protocol that can be switched off.`);
  const known = choices.map(({ table: name, value, protocol: wanted }) => {
    const table = allTables().find((one) => one.name === name);
    if (!table || !choosable.some((one) => one.table === table)) {
      throw new Error(
        `"${name}" is no number that can be decoded as something: ${choosable.map((c) => c.table.name).join(', ')}.`,
      );
    }
    const protocol = protocolsFor(table).find((one) => one.name === wanted);
    if (!protocol) throw new Error(`"${wanted}" is no protocol that ${name} can lead to.`);
    return [table, value, protocol] as const;
  });
  return new Registry(protocols, known, new Set(disabled));
}

/** Reads tshark's form, `tcp.port==8888,http`. Throws Error with a sentence. */
export function parseDecodeAs(text: string): DecodeChoice {
  const parts = /^([\w.]+)==(0x[\da-f]+|\d+),([\w.-]+)$/i.exec(text.trim());
  if (!parts) throw new Error(`-d takes TABLE==NUMBER,PROTOCOL, as tcp.port==8888,http, not "${text}".`);
  const value = Number(parts[2]);
  if (value > 65_535) throw new Error(`${parts[2]} is no number of ${parts[1]}.`);
  return { table: parts[1], value, protocol: parts[3] };
}
