import { service } from '../../decoders/transport/service-names.ts';
import type { Capture } from '../store/capture.ts';
import { CapturedNames } from './captured-names.ts';
import { hostsPath, readHosts } from './hosts-file.ts';
import { nameRecords } from './name-records.ts';
import { loadVendors, vendorName } from './vendors.ts';

/** Which addresses are shown by names. */
export interface ResolvedKinds {
  readonly mac: boolean;
  readonly network: boolean;
  readonly transport: boolean;
}

/**
 * Names of addresses from what is at hand: the system's hosts file, the capture file's own records, DNS answers in the
 * capture, the list of vendors. Nothing is looked up in the network.
 */
export class NameResolution {
  readonly kinds: ResolvedKinds;
  #hosts = new Map<string, string>();
  readonly #captures = new WeakMap<
    Capture,
    { readonly records: Map<string, string>; readonly captured: CapturedNames }
  >();

  private constructor(kinds: ResolvedKinds) {
    this.kinds = kinds;
  }

  static async create(kinds: ResolvedKinds): Promise<NameResolution> {
    const made = new NameResolution(kinds);
    if (kinds.network) made.#hosts = await readHosts(hostsPath());
    if (kinds.mac) await loadVendors();
    return made;
  }

  /** Takes in what a capture has told since the last time. Resolves with whether there are new names. */
  async catchUp(capture: Capture, signal: { readonly aborted: boolean }): Promise<boolean> {
    return this.kinds.network ? this.#of(capture).captured.catchUp(signal) : false;
  }

  /** The name of an address as a list shows it; the address itself where it has none. */
  address(capture: Capture, text: string): string {
    if (/^(?:[\da-f]{2}:){5}[\da-f]{2}$/.test(text)) {
      if (!this.kinds.mac) return text;
      return this.#of(capture).records.get(text) ?? vendorName(text) ?? text;
    }
    if (!this.kinds.network) return text;
    const { records, captured } = this.#of(capture);
    return this.#hosts.get(text) ?? records.get(text) ?? captured.names.get(text) ?? text;
  }

  port(kind: 'tcp' | 'udp', port: number): string {
    return (this.kinds.transport ? service(kind, port) : undefined) ?? String(port);
  }

  #of(capture: Capture) {
    let known = this.#captures.get(capture);
    if (known === undefined) {
      known = { records: nameRecords(capture), captured: new CapturedNames(capture) };
      this.#captures.set(capture, known);
    }
    return known;
  }
}
