import { create } from 'zustand';
import type { ByteFormat } from '../bytes/byte-formats.ts';
import type { DecodeChoice } from '../decoding/decode-choices.ts';
import type { TimeSpan } from '../edits/time-span.ts';
import type { CaptureState } from '../state/app-state.ts';
import type { StreamDirection, StreamForm, StreamState } from '../streams/streams-state.ts';

/** What a dialog is asked for. */
export type DialogRequest =
  | { readonly kind: 'about' }
  | { readonly kind: 'capture-options' }
  /** @property adding a filter to be saved */
  | { readonly kind: 'display-filters'; readonly adding?: string }
  | { readonly kind: 'filter-macros' }
  | { readonly kind: 'coloring' }
  | { readonly kind: 'decode-as'; readonly suggested?: DecodeChoice }
  | { readonly kind: 'enabled-protocols' }
  /** @property shift by which the times of the capture are shifted now */
  | { readonly kind: 'time-shift'; readonly capture: number; readonly shift: TimeSpan }
  /** @property offset of the first byte in its source */
  | {
      readonly kind: 'show-bytes';
      readonly title: string;
      readonly bytes: Uint8Array;
      readonly offset: number;
      readonly format: ByteFormat;
    }
  | { readonly kind: 'merge' }
  | { readonly kind: 'preferences' }
  | { readonly kind: 'profiles' }
  | { readonly kind: 'program-options'; readonly program: 'daemon' | 'client' }
  | { readonly kind: 'comment'; readonly frame: number; readonly comments: readonly string[] }
  | { readonly kind: 'long-copy'; readonly most: string }
  | { readonly kind: 'guide' }
  | { readonly kind: 'keys' }
  /** @property name narrows the list to files of that name */
  | { readonly kind: 'open-file'; readonly name?: string }
  | { readonly kind: 'properties'; readonly capture: number }
  | { readonly kind: 'save'; readonly capture: CaptureState; readonly packets: 'all' | 'chosen' }
  | {
      readonly kind: 'save-stream';
      readonly state: StreamState;
      readonly form: StreamForm;
      readonly direction: StreamDirection;
    }
  | { readonly kind: 'unsaved'; readonly capture: CaptureState; readonly doing: string };

export interface ShownDialog {
  readonly id: number;
  readonly request: DialogRequest;
  /** Closes it; the answer goes to whoever asked. */
  readonly close: (answer?: unknown) => void;
}

/** The dialogs that are open, the topmost last. */
export const useDialogs = create<{ readonly shown: readonly ShownDialog[] }>()(() => ({ shown: [] }));

let last = 0;

/** Shows a dialog and resolves with its answer, or undefined when it was cancelled. */
export function ask<T = void>(request: DialogRequest): Promise<T | undefined> {
  const id = ++last;
  const from = document.activeElement;
  return new Promise((resolve) => {
    const close = (answer?: unknown): void => {
      useDialogs.setState((s) => ({ shown: s.shown.filter((dialog) => dialog.id !== id) }));
      requestAnimationFrame(() => giveFocusBack(from));
      resolve(answer as T | undefined);
    };
    useDialogs.setState((s) => ({ shown: [...s.shown, { id, request, close }] }));
  });
}

/** Unless something else has taken the focus by now. */
function giveFocusBack(to: Element | null): void {
  const free = document.activeElement === null || document.activeElement === document.body;
  if (free && to instanceof HTMLElement && to.isConnected) to.focus({ preventScroll: true });
}

/** The same, unless one of this kind is open. */
export function askOnce<T = void>(request: DialogRequest): Promise<T | undefined> {
  const open = useDialogs.getState().shown.some((dialog) => dialog.request.kind === request.kind);
  return open ? Promise.resolve(undefined) : ask(request);
}
