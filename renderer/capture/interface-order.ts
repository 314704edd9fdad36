import type { captureInterface } from '../../contract/messages/live.ts';
import type { Infer } from '../../contract/schema.ts';

export type CaptureInterface = Infer<typeof captureInterface>;

/** The name libpcap gives to all interfaces together. */
export const ALL_INTERFACES = 'any';

/** Names of libpcap's sources that are no network interfaces. */
const special =
  /^(bluetooth|nflog|nfqueue|usbmon|dbus|ciscodump|dpauxmon|sdjournal|sshdump|udpdump|randpkt|androiddump)/;

/** How likely a person wants an interface: 0 in use, 1 loopback or all together, 2 down, without cable, or no network. */
export function rankOf({ name, up, loopback, carrier, addresses }: CaptureInterface): 0 | 1 | 2 {
  if (special.test(name)) return 2;
  if (loopback || name === ALL_INTERFACES) return 1;
  return up && carrier !== false && addresses.length > 0 ? 0 : 2;
}

/** Interfaces as they are listed: by rank, within a rank as the system gave them. */
export function inOrder(interfaces: readonly CaptureInterface[]): CaptureInterface[] {
  return [...interfaces].sort((a, b) => rankOf(a) - rankOf(b));
}

/** What the system tells of an interface's physical side, in few words. */
export function linkFacts({ name, speedMegabits, duplex, mtu, carrier, up, loopback }: CaptureInterface): string[] {
  const facts: string[] = [];
  if (name === ALL_INTERFACES || special.test(name)) return facts;
  if (!up) facts.push('down');
  else if (carrier === false) facts.push('no carrier');
  if (speedMegabits !== null && !loopback) facts.push(speedText(speedMegabits) + (duplex ? ` ${duplex}` : ''));
  if (mtu !== null) facts.push(`MTU ${mtu}`);
  return facts;
}

function speedText(megabits: number): string {
  return megabits >= 1000 ? `${megabits / 1000} Gbit/s` : `${megabits} Mbit/s`;
}
