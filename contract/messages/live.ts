import { event, request } from '../message.ts';
import { boolean, list, nothing, nullable, object, oneOf, optional, text, uint, uintUpTo } from '../schema.ts';
import { captureId, captureState } from './captures.ts';

const interfaceName = text(200);

export const captureInterface = object({
  name: interfaceName,
  description: text(300),
  /** IPv4, IPv6 and link addresses as text. */
  addresses: list(text(100), 64),
  up: boolean,
  loopback: boolean,
  /** What the system tells of the physical layer; null where it does not. */
  mtu: nullable(uint),
  speedMegabits: nullable(uint),
  duplex: nullable(text(20)),
  carrier: nullable(boolean),
  /** Link types that can be captured, the standard one first; empty where unknown. */
  linkTypes: list(object({ name: text(60), description: text(200) }), 32),
});

/** The program that captures: parses nothing, has the rights. */
export const captureHelper = object({
  kind: oneOf('dumpcap', 'tcpdump', 'cap', 'none'),
  /** As "dumpcap 4.0.17, time stamps by the kernel". */
  description: text(300),
  /** Why nothing can be captured, null when it can. */
  problem: nullable(text(1000)),
  /** Ways to get the rights, each a sentence with a command. */
  advice: list(text(1000), 8),
});

export const interfaces = request('live.interfaces', {
  params: nothing,
  result: object({ interfaces: list(captureInterface, 512), helper: captureHelper }),
  errors: ['failed'],
});

/** Turns the activity of all interfaces on or off for this client. */
export const watchInterfaces = request('live.watch', { params: object({ on: boolean }), result: nothing });

/** Packets and bytes per second of each interface over the last second. */
export const activity = event(
  'live.activity',
  object({ rates: list(object({ name: interfaceName, packets: uint, bytes: uint }), 512) }),
  { latest: true },
);

/** Compiles a capture filter without capturing. `problem` is libpcap's own text. */
export const checkFilter = request('live.checkFilter', {
  params: object({ interface: interfaceName, filter: text(4096) }),
  result: object({ problem: nullable(text(1000)) }),
});

export const liveOptions = object({
  interfaces: list(
    object({
      name: interfaceName,
      filter: text(4096),
      promiscuous: boolean,
      /** Bytes kept of each frame, 0 for all. */
      snapLength: uintUpTo(262_144),
      /** Kernel buffer in MiB, 0 for the standard. */
      bufferMegabytes: uintUpTo(4096),
      /** Name of the link type, empty for the standard one. */
      linkType: text(60),
    }),
    32,
  ),
  /** The run ends by itself after so many. */
  stop: object({ packets: optional(uint), seconds: optional(uint), kilobytes: optional(uint) }),
  /** Writes a ring of files named after `path`, instead of one that is kept until saved. */
  ring: optional(
    object({
      path: text(4096),
      files: uintUpTo(100_000),
      kilobytes: optional(uint),
      seconds: optional(uint),
      packets: optional(uint),
    }),
  ),
});

export const start = request('live.start', {
  params: liveOptions,
  result: captureState,
  errors: ['no-helper', 'denied', 'no-interface', 'filter', 'io', 'failed'],
});

/** Ends a run; it stays open, unsaved. */
export const stop = request('live.stop', {
  params: object({ capture: captureId }),
  result: nothing,
  errors: ['no-capture'],
});

/** Ends a run, throws it away and begins another with the same options. */
export const restart = request('live.restart', {
  params: object({ capture: captureId }),
  result: captureState,
  errors: ['no-capture', 'failed'],
});
