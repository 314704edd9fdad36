import { app, type Session } from 'electron';
import { pageOrigin } from './app-scheme.ts';

/** The only permission the page may have: putting text it shows on the clipboard. */
const allowedPermission = 'clipboard-sanitized-write';

/** Takes from a session everything the page has no use for: the network, devices, permissions, downloads. */
export function restrictSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => answer(permission === allowedPermission));
  session.setPermissionCheckHandler((_contents, permission) => permission === allowedPermission);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler(null);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOwnAddress(details.url) }));
}

/** Every page, whatever opens it, stays where it is: no navigation, no windows, no web views. */
export function restrictContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-frame-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

function isOwnAddress(address: string): boolean {
  return address.startsWith(`${pageOrigin}/`) || /^(?:devtools|data|blob):/.test(address);
}
