import type { HostBridge } from '../../contract/host-bridge.ts';
import type { Port } from '../../contract/port.ts';
import { messagePort } from '../../contract/ports/message-port.ts';
import type { Host } from './host.ts';

const captures = [
  { name: 'Capture files', extensions: ['pcapng', 'pcap', 'cap', 'gz', 'zst'] },
  { name: 'All files', extensions: ['*'] },
];
const saved = [
  { name: 'pcapng', extensions: ['pcapng'] },
  { name: 'pcap', extensions: ['pcap'] },
];

/** The window in the desktop application: everything the page may not do itself goes over the bridge. */
export function desktopHost(bridge: HostBridge): Host {
  return {
    kind: 'desktop',
    ownConnection: undefined,
    connect: () => requestPort(bridge),
    chooseFiles: () => bridge.chooseFiles({ title: 'Open Capture Files', kinds: captures, several: true }),
    chooseSavePath: async (startAt) =>
      (await bridge.chooseSavePath({ title: 'Save Capture', kinds: saved, startAt })) ?? null,
    pathOf: (file) => bridge.pathOf(file),
    setMenuState: (state) => bridge.setMenuState(state),
    setUnsaved: (sentence) => bridge.setUnsaved(sentence),
    restartCaptureProcess: () => bridge.restartCaptureProcess(),
    onCommand: (listener) => void bridge.onCommand(listener),
    onOpenFiles: (listener) => void bridge.onOpenFiles(listener),
    onCaptureProcess: (listener) => void bridge.onCaptureProcess(listener),
    closeWindow: () => bridge.closeWindow(),
  };
}

function requestPort(bridge: HostBridge): Promise<Port> {
  const nonce = crypto.randomUUID();
  return new Promise((resolve) => {
    const listener = (event: MessageEvent): void => {
      if (event.source !== window || event.data !== nonce || event.ports.length !== 1) return;
      window.removeEventListener('message', listener);
      resolve(messagePort(event.ports[0]));
    };
    window.addEventListener('message', listener);
    bridge.connect(nonce);
  });
}
