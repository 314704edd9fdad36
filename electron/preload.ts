import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { HostBridge } from '../contract/host-bridge.ts';
import { messages, versionArgument } from './messages.ts';

const { toMain, toWindow } = messages;

/** Passes only the value on: Electron's event object would hand the page the whole of ipcRenderer. */
function on<T>(channel: string, listener: (value: T) => void): () => void {
  const relay = (_event: unknown, value: T): void => listener(value);
  ipcRenderer.on(channel, relay);
  return () => {
    ipcRenderer.off(channel, relay);
  };
}

ipcRenderer.on(toWindow.port, (event, nonce: string) => {
  window.postMessage(nonce, window.location.origin, event.ports);
});

const bridge: HostBridge = {
  platform: process.platform,
  version: process.argv.find((word) => word.startsWith(versionArgument))?.slice(versionArgument.length) ?? '',
  connect: (nonce) => ipcRenderer.send(toMain.connect, nonce),
  chooseFiles: (options) => ipcRenderer.invoke(toMain.chooseFiles, options),
  chooseSavePath: (options) => ipcRenderer.invoke(toMain.chooseSavePath, options),
  pathOf: (file) => webUtils.getPathForFile(file as File),
  setMenuState: (state) => ipcRenderer.send(toMain.menuState, state),
  setUnsaved: (sentence) => ipcRenderer.send(toMain.unsaved, sentence),
  closeWindow: () => ipcRenderer.send(toMain.closeWindow),
  restartCaptureProcess: () => ipcRenderer.send(toMain.restartCaptureProcess),
  onCommand: (listener) => on(toWindow.command, listener),
  onOpenFiles: (listener) => {
    const remove = on(toWindow.openFiles, listener);
    ipcRenderer.send(toMain.readyForFiles);
    return remove;
  },
  onCaptureProcess: (listener) => on(toWindow.captureProcess, listener),
};

contextBridge.exposeInMainWorld('osiscopeHost', bridge);
