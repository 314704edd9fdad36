import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';

/** What the system tells of a network interface. Null where it does not. */
export interface InterfaceFacts {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly up: boolean;
  readonly loopback: boolean;
  readonly mtu: number | null;
  readonly speedMegabits: number | null;
  readonly duplex: string | null;
  readonly carrier: boolean | null;
}

const SYS = '/sys/class/net';

/** Bits of /sys/class/net/<name>/flags (linux/if.h). */
const IFF_UP = 0x1;
const IFF_LOOPBACK = 0x8;

/** Facts of one interface; elsewhere than on Linux only its addresses are known. */
export async function interfaceFacts(name: string): Promise<InterfaceFacts> {
  const addresses = networkInterfaces()[name] ?? [];
  const link = await fact(name, 'address');
  const flags = await fact(name, 'flags');
  const bits = flags === null ? null : Number(flags);
  const speed = await fact(name, 'speed');
  const carrier = await fact(name, 'carrier');
  const texts = addresses.map((address) => address.address);
  if (link !== null && /[1-9a-f]/i.test(link)) texts.push(link);
  return {
    name,
    addresses: texts,
    up: bits === null ? addresses.length > 0 : (bits & IFF_UP) !== 0,
    loopback: bits === null ? addresses.some((a) => a.internal) : (bits & IFF_LOOPBACK) !== 0,
    mtu: positive(await fact(name, 'mtu')),
    speedMegabits: positive(speed),
    duplex: await fact(name, 'duplex'),
    carrier: carrier === null ? null : carrier === '1',
  };
}

/** A file of the interface's folder, trimmed; null when it is not there, not readable or says "unknown". */
async function fact(name: string, file: string): Promise<string | null> {
  if (name.includes('/') || name === '..' || name === '.') return null;
  const text = await readFile(join(SYS, name, file), 'utf8').catch(() => null);
  const trimmed = text?.trim() ?? '';
  return trimmed === '' || trimmed === 'unknown' ? null : trimmed;
}

function positive(text: string | null): number | null {
  const number = Number(text);
  return text !== null && Number.isFinite(number) && number > 0 ? number : null;
}
