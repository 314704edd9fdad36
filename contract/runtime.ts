/**
 * The few globals that every JavaScript host has (browser, Node, Electron), typed here so that this folder needs neither
 * DOM nor Node typings.
 */

interface StructuralSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
  throwIfAborted(): void;
}

/** `AbortSignal` wherever the importing folder's typings know it, else the same shape. */
export type CancelSignal = typeof globalThis extends { AbortSignal: { prototype: infer Signal } }
  ? Signal
  : StructuralSignal;

export interface CancelController {
  readonly signal: CancelSignal;
  abort(reason?: unknown): void;
}

interface Runtime {
  AbortController: new () => CancelController;
  TextEncoder: new () => {
    encode(text: string): Uint8Array<ArrayBuffer>;
    encodeInto(text: string, target: Uint8Array): { read: number; written: number };
  };
  TextDecoder: new (label?: string, options?: { fatal?: boolean }) => { decode(bytes: Uint8Array): string };
  setTimeout(run: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
  queueMicrotask(run: () => void): void;
  setImmediate?(run: () => void): unknown;
}

const runtime = globalThis as unknown as Runtime;
const encoder = new runtime.TextEncoder();
const decoder = new runtime.TextDecoder();
const strictDecoder = new runtime.TextDecoder('utf-8', { fatal: true });

export const createCancelController = (): CancelController => new runtime.AbortController();
export const encodeText = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text);
export const encodeTextInto = (text: string, target: Uint8Array): { read: number; written: number } =>
  encoder.encodeInto(text, target);

/** UTF-8 to text; invalid sequences become U+FFFD. */
export const decodeText = (bytes: Uint8Array): string => decoder.decode(bytes);

/** UTF-8 to text; throws a TypeError on an invalid sequence. */
export const decodeTextStrictly = (bytes: Uint8Array): string => strictDecoder.decode(bytes);

export const startTimer = (run: () => void, milliseconds: number): unknown => runtime.setTimeout(run, milliseconds);
export const stopTimer = (timer: unknown): void => runtime.clearTimeout(timer);
export const inMicrotask = (run: () => void): void => runtime.queueMicrotask(run);

/** Runs in a task of its own, after the microtasks of the present one. */
export const inTask = (run: () => void): unknown =>
  (runtime.setImmediate ?? ((then) => runtime.setTimeout(then, 0)))(run);
