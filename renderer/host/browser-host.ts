import { webSocketPort } from '../../contract/ports/web-socket.ts';
import type { Host } from './host.ts';

/** The window in a browser: a WebSocket to the server the page came from, dialogs of the window's own. */
export function browserHost(): Host {
  let unsaved: string | undefined;
  window.addEventListener('beforeunload', (event) => {
    if (unsaved !== undefined) event.preventDefault();
  });
  return {
    kind: 'browser',
    ownConnection: {
      port: Number(location.port) || 80,
      local: /^(localhost|127\..*|\[::1\])$/.test(location.hostname),
    },
    connect: async () => webSocketPort(new WebSocket(`${location.origin.replace(/^http/, 'ws')}/port`)),
    chooseFiles: () => undefined,
    chooseSavePath: () => undefined,
    pathOf: () => undefined,
    setMenuState: () => {},
    setUnsaved(sentence) {
      unsaved = sentence;
    },
    restartCaptureProcess: undefined,
    onCommand: () => {},
    onOpenFiles: () => {},
    onCaptureProcess: () => {},
    closeWindow: () => window.close(),
  };
}
