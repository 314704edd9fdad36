import { type BrowserWindow, ipcMain } from 'electron';
import { type MenuState, menuCommands } from '../contract/menu.ts';
import { pageOrigin } from './app-scheme.ts';
import type { CaptureProcess } from './capture-process.ts';
import { chooseFiles, chooseSavePath } from './dialogs.ts';
import type { Closing } from './main-window.ts';
import { messages } from './messages.ts';

const { toMain, toWindow } = messages;
const longestSentence = 500;

export interface PageMessageHandlers {
  closing: Closing;
  captureProcess: CaptureProcess;
  setMenuState(state: MenuState): void;
  readyForFiles(): void;
}

type Sender = Pick<Electron.IpcMainEvent, 'sender' | 'senderFrame'>;

/** Answers the page of `window`, and nobody else: not a frame inside it, not a page of another origin. */
export function answerPage(window: BrowserWindow, handlers: PageMessageHandlers): void {
  const { closing, captureProcess } = handlers;
  const isPage = ({ sender, senderFrame }: Sender): boolean =>
    sender === window.webContents && senderFrame === sender.mainFrame && senderFrame.origin === pageOrigin;
  const on = (channel: string, listener: (value: unknown) => void): void => {
    ipcMain.on(channel, (event, value: unknown) => {
      if (isPage(event)) listener(value);
    });
  };
  const handle = <O>(channel: string, answer: (window: BrowserWindow, options: O) => Promise<unknown>): void => {
    ipcMain.handle(channel, (event, options: O) => {
      if (!isPage(event)) throw new Error('Only the application window may ask this.');
      return answer(window, options);
    });
  };

  ipcMain.on(toMain.connect, (event, nonce: unknown) => {
    if (!isPage(event) || typeof nonce !== 'string') return;
    event.senderFrame?.postMessage(toWindow.port, nonce, [captureProcess.connect()]);
  });
  handle(toMain.chooseFiles, chooseFiles);
  handle(toMain.chooseSavePath, chooseSavePath);
  on(toMain.menuState, (state) => handlers.setMenuState(checkedMenuState(state)));
  on(toMain.unsaved, (sentence) => {
    closing.loss = typeof sentence === 'string' ? sentence.slice(0, longestSentence) : undefined;
  });
  on(toMain.closeWindow, () => {
    closing.agreed = true;
    window.close();
  });
  on(toMain.restartCaptureProcess, () => void captureProcess.restart());
  on(toMain.readyForFiles, handlers.readyForFiles);
}

function checkedMenuState(value: unknown): MenuState {
  const state: MenuState = {};
  if (typeof value !== 'object' || value === null) return state;
  for (const [name, entry] of Object.entries(value)) {
    if (!Object.hasOwn(menuCommands, name) || typeof entry !== 'object' || entry === null) continue;
    state[name as keyof MenuState] = {
      enabled: entry.enabled === true,
      ...(typeof entry.checked === 'boolean' ? { checked: entry.checked } : {}),
    };
  }
  return state;
}
