import { event, request } from '../message.ts';
import { boolean, list, nothing, nullable, number, object, oneOf, optional, text, uint } from '../schema.ts';

/** Names a capture: an opened file or a live run. Given out by the capture process, never used twice. */
export const captureId = uint;

const path = text(4096);

export const captureState = object({
  capture: captureId,
  /** What a person calls it: the file's name, or the interfaces of a live run. */
  title: text(300),
  /** Absolute path of the file, null for an unsaved live run. */
  path: nullable(path),
  /** reading: frames are being read; capturing: a live run goes on; ready: no more frames come. */
  phase: oneOf('reading', 'capturing', 'ready'),
  frames: uint,
  /** Bytes read or captured so far. */
  bytes: uint,
  /** Bytes there are to read, null where nobody knows. */
  totalBytes: nullable(uint),
  /** True for a live run, and a recovered one, that has not been saved. */
  unsaved: boolean,
  /** Why reading or capturing ended early, with what to do; null when it did not. */
  problem: nullable(text(1000)),
  /** Frames that were lost, null where the system does not tell; absent for files. */
  dropped: optional(
    object({
      /** By the kernel's buffer. */
      kernel: nullable(uint),
      /** By the network card. */
      interface: nullable(uint),
      /** By the capture helper or here. */
      helper: uint,
    }),
  ),
  /** The live run's helper and what its time stamps are worth, as "tcpdump, kernel time stamps (ns)"; absent for files. */
  helper: optional(text(200)),
  /** Format of the file, as "pcap, nanoseconds, big endian". */
  format: text(100),
  /** Seconds since 1970 of the first frame, and from there to the last one. */
  firstTime: nullable(number),
  duration: number,
});

/** Opens a capture file. The answer comes when its format is known; frames are read on, told by `captures.changed`. */
export const openFile = request('captures.open', {
  params: object({ path }),
  result: captureState,
  errors: ['missing', 'denied', 'not-a-file', 'empty', 'unknown-format', 'io'],
  cancel: true,
});

/** Every open capture: what a window shows again after a reload. */
export const listCaptures = request('captures.list', {
  params: nothing,
  result: list(captureState, 64),
});

/** Stops reading a file; the frames read so far remain. */
export const stopReading = request('captures.stopReading', {
  params: object({ capture: captureId }),
  result: nothing,
  errors: ['no-capture'],
});

/** Closes a capture. An unsaved live run is deleted only with `discard`. */
export const closeCapture = request('captures.close', {
  params: object({ capture: captureId, discard: boolean }),
  result: nothing,
  errors: ['no-capture', 'unsaved'],
});

/** At most ten times a second while frames come, and whenever the state changes otherwise. */
export const captureChanged = event('captures.changed', captureState, { latest: 'capture' });

export const captureClosed = event('captures.closed', object({ capture: captureId }));

const property = object({ label: text(200), value: text(2000) });

/** The capture's properties: file, sections, interfaces with their statistics, comments. For reading, not for programs. */
export const properties = request('captures.properties', {
  params: object({ capture: captureId }),
  result: object({ groups: list(object({ title: text(200), properties: list(property, 64) }), 300) }),
  errors: ['no-capture'],
});

/** A live run that an earlier process left unsaved. */
export const leftover = object({
  id: text(200),
  title: text(300),
  bytes: uint,
  /** Seconds since 1970 when it was last written. */
  modified: number,
});

export const leftovers = request('captures.leftovers', { params: nothing, result: list(leftover, 100) });

/** Opens a leftover as an unsaved capture. */
export const recover = request('captures.recover', {
  params: object({ id: text(200) }),
  result: captureState,
  errors: ['missing', 'io'],
});

export const discardLeftover = request('captures.discardLeftover', {
  params: object({ id: text(200) }),
  result: nothing,
  errors: ['missing', 'io'],
});

/** Puts the frames of captures together by time, as a new unsaved capture. Captures that still grow give what they have. */
export const mergeCaptures = request('captures.merge', {
  params: object({ captures: list(captureId, 16) }),
  result: captureState,
  errors: ['no-capture', 'too-few', 'disk-full', 'io'],
  cancel: true,
});

/** Hashes of a capture's file; null for a capture without one. */
export const hashes = request('captures.hashes', {
  params: object({ capture: captureId }),
  result: nullable(object({ sha256: text(64), sha1: text(40) })),
  errors: ['no-capture', 'io'],
  cancel: true,
});
