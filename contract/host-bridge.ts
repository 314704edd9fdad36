import type { MenuCommand, MenuState } from './menu.ts';

/**
 * What the desktop host gives the window as `window.osiscopeHost`; absent in a browser. Everything about captures goes
 * over the port, not through here. Functions that take a listener return one that removes it.
 */
export interface HostBridge {
  /** As in Node's `process.platform`. */
  readonly platform: string;
  /** Version of the application. */
  readonly version: string;
  /**
   * Asks for a port to the capture process, which is started if it is not running. The port arrives as a `message` event
   * of this window with `data` equal to `nonce` and the MessagePort in `ports[0]`; its messages are `Uint8Array`s. A page
   * connects again after a reload, or when the capture process was restarted.
   */
  connect(nonce: string): void;
  /** Absolute paths of the files chosen; empty when the dialog was cancelled. */
  chooseFiles(options: ChooseFiles): Promise<string[]>;
  /** Absolute path to write to, overwriting agreed by the user; undefined when the dialog was cancelled. */
  chooseSavePath(options: ChooseSavePath): Promise<string | undefined>;
  /** Absolute path of a `File` that was dropped on the window. */
  pathOf(file: object): string;
  /** Replaces what the menu knows about every command. */
  setMenuState(state: MenuState): void;
  /** A sentence naming what closing the window would lose, shown before it closes; undefined when nothing. */
  setUnsaved(sentence: string | undefined): void;
  /** Closes the window without asking; the answer to `save-and-close`. */
  closeWindow(): void;
  /** Ends the capture process if it still runs and starts a new one; `onCaptureProcess` tells when it is there. */
  restartCaptureProcess(): void;
  onCommand(listener: (command: MenuCommand | 'save-and-close') => void): () => void;
  /** Files to open, given on the command line, by a second start of the application, or by the desktop. */
  onOpenFiles(listener: (paths: string[]) => void): () => void;
  onCaptureProcess(listener: (event: CaptureProcessEvent) => void): () => void;
}

/** Name and extensions without dot; `['*']` for all files. */
export interface FileKind {
  name: string;
  extensions: string[];
}

export interface ChooseFiles {
  title: string;
  kinds: FileKind[];
  several?: boolean;
  /** Directory or file to start at. */
  startAt?: string;
}

export interface ChooseSavePath {
  title: string;
  kinds: FileKind[];
  /** Directory or file name to start with. */
  startAt?: string;
}

/**
 * - `started`: a port can be asked for
 * - `exited`: it ended by itself, without an error
 * - `crashed`: it died; `reason` is a sentence. Frames captured so far are on disk
 */
export type CaptureProcessEvent = { kind: 'started' } | { kind: 'exited' } | { kind: 'crashed'; reason: string };
