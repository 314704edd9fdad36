import type { CaptureProcessEvent } from '../../contract/host-bridge.ts';
import type { MenuCommand, MenuState } from '../../contract/menu.ts';
import type { Port } from '../../contract/port.ts';
import type { OwnConnection } from '../capture/own-traffic.ts';

/** What differs between the desktop application and a browser. Everything else is shared. */
export interface Host {
  readonly kind: 'desktop' | 'browser';
  /** How the window reaches the capture process over the network; undefined where it does not. */
  readonly ownConnection: OwnConnection | undefined;
  /** A new connection to the capture process. */
  connect(): Promise<Port>;
  /** Absolute paths of capture files, from the system's dialog; undefined where the window shows its own. */
  chooseFiles(): Promise<string[]> | undefined;
  /** The same for a file to write, overwriting agreed then; null when cancelled. */
  chooseSavePath(startAt: string): Promise<string | null> | undefined;
  /** Absolute path of a dropped file, where the host knows it. */
  pathOf(file: File): string | undefined;
  setMenuState(state: MenuState): void;
  /** Names what closing would lose; undefined when nothing. */
  setUnsaved(sentence: string | undefined): void;
  /** Starts the capture process again; undefined where the window cannot. */
  readonly restartCaptureProcess: (() => void) | undefined;
  /** Commands of the host's own menu, and files it wants opened. */
  onCommand(listener: (command: MenuCommand | 'save-and-close') => void): void;
  onOpenFiles(listener: (paths: string[]) => void): void;
  onCaptureProcess(listener: (event: CaptureProcessEvent) => void): void;
  closeWindow(): void;
}
