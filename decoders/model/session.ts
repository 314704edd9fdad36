import { AddressTable } from '../facts/address-table.ts';
import { Conversations } from '../facts/conversations.ts';
import { FragmentTable } from '../facts/fragments.ts';
import { StackTable } from '../facts/stack-table.ts';
import type { Codecs } from '../presentation/codecs.ts';
import type { FrameNumbers, FrameRemarks, FrameTimes, InterfaceFacts } from './capture-facts.ts';
import { type Preferences, standardPreferences } from './preferences.ts';
import type { Protocol } from './protocol.ts';

/** Bytes of frames seen before, for data made from several frames. */
export interface FrameAccess {
  /** The captured bytes of a frame, valid until the next call; undefined when they cannot be had. */
  frameBytes(frame: number): Uint8Array | undefined;
}

/** What is learned from a capture in frame order; later passes only read it. One per capture. */
export class Session {
  readonly preferences: Preferences;
  readonly addresses = new AddressTable();
  readonly conversations = new Conversations(this.addresses);
  readonly stacks = new StackTable();
  readonly fragments = new FragmentTable();
  /** The capture's interfaces by id. */
  readonly interfaces: InterfaceFacts[] = [];
  /** Time of the first frame that has a time stamp; nanoseconds are negative while there is none. */
  firstSeconds = 0;
  firstNanoseconds = 0;
  /** Undefined where times of other frames are not at hand. */
  times: FrameTimes | undefined;
  /** The frame displayed before a given one, 0 for none; undefined where all frames are displayed. */
  displayedBefore: ((frame: number) => number) | undefined;
  /** What a person made of the frames; undefined where nobody can. */
  edits: { readonly marked: FrameNumbers; readonly ignored: FrameNumbers } | undefined;
  /** Options of a frame; undefined where the capture has none. */
  remarks: ((frame: number) => FrameRemarks | null) | undefined;
  /** Bytes of earlier frames; undefined where they cannot be read again: what is made from several frames is then absent. */
  frames: FrameAccess | undefined;
  /** Decompression of bodies; undefined where the program has none: they are then shown as they are. */
  codecs: Codecs | undefined;
  decoderErrors = 0;
  lastDecoderError: { error: unknown; frame: number } | undefined;
  private readonly states: unknown[] = [];

  constructor(preferences: Partial<Preferences> = {}) {
    this.preferences = { ...standardPreferences, ...preferences };
  }

  state<T>(protocol: Protocol<T>): T {
    let state = this.states[protocol.id];
    if (state === undefined) {
      state = protocol.createState?.();
      this.states[protocol.id] = state;
    }
    return state as T;
  }

  decoderError(error: unknown, frame: number): void {
    this.decoderErrors++;
    this.lastDecoderError = { error, frame };
  }
}
