import type { HostBridge } from '../../contract/host-bridge.ts';
import { browserHost } from './browser-host.ts';
import { desktopHost } from './desktop-host.ts';
import type { Host } from './host.ts';

declare global {
  interface Window {
    /** Given by the desktop application's preload script. */
    readonly osiscopeHost?: HostBridge;
  }
}

export function findHost(): Host {
  return window.osiscopeHost ? desktopHost(window.osiscopeHost) : browserHost();
}
