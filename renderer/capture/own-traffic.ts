import { ALL_INTERFACES, type CaptureInterface } from './interface-order.ts';

/** How a window in a browser reaches the capture process. */
export interface OwnConnection {
  /** Where the capture process listens. */
  readonly port: number;
  /** Whether over the loopback interface. */
  readonly local: boolean;
}

/**
 * Filters that leave out what this window and the capture process say to each other, for the interfaces where that would
 * be captured: showing a packet would make more packets.
 */
export function ownTrafficFilters(
  interfaces: readonly CaptureInterface[],
  connection: OwnConnection | undefined,
): Record<string, string> {
  if (connection === undefined) return {};
  const { port, local } = connection;
  const carrying = interfaces.filter(({ name, loopback }) => loopback === local || name === ALL_INTERFACES);
  return Object.fromEntries(carrying.map(({ name }) => [name, `not tcp port ${port}`]));
}
