import { create } from 'zustand';
import type { captureState } from '../../contract/messages/captures.ts';
import type { timeFormat, viewState } from '../../contract/messages/views.ts';
import type { Infer } from '../../contract/schema.ts';
import type { PacketData } from './packet-data.ts';

export type CaptureState = Infer<typeof captureState>;
export type TimeFormat = Infer<typeof timeFormat>;

export type ViewState = Infer<typeof viewState>;

/** Bytes under the pointer or selected, wherever they are shown: tree, bytes, diagram. */
export interface ByteRange {
  readonly source: number;
  readonly start: number;
  readonly length: number;
  /** Tree node, -1 when the range comes from the bytes alone. */
  readonly node: number;
}

/**
 * All state of the window that is not a cache of the capture process's data. Small and serialisable, except `packet`,
 * which is the selected packet as received.
 */
export interface AppState {
  readonly connection: 'connecting' | 'open' | 'lost';
  /** Why the connection was lost, for a person. */
  readonly lost: string;
  readonly captures: readonly CaptureState[];
  /** The capture shown, null for the welcome page. */
  readonly active: number | null;
  readonly view: ViewState | null;
  /** Selected frame number, null for none. */
  readonly frame: number | null;
  readonly packet: PacketData | null;
  readonly hovered: ByteRange | null;
  readonly selected: ByteRange | null;
  /** Index into the packet's layers that OSI view and diagram show. */
  readonly layer: number | null;
  readonly timeFormat: TimeFormat;
  /** Show the newest rows while capturing. */
  readonly follow: boolean;
  readonly theme: 'system' | 'light' | 'dark';
}

export const useApp = create<AppState>()(() => ({
  connection: 'connecting',
  lost: '',
  captures: [],
  active: null,
  view: null,
  frame: null,
  packet: null,
  hovered: null,
  selected: null,
  layer: null,
  timeFormat: 'r',
  follow: true,
  theme: 'system',
}));

export function activeCapture(state: AppState): CaptureState | undefined {
  return state.captures.find((c) => c.capture === state.active);
}
