import { join } from 'node:path';
import { app, type BrowserWindow, dialog, session } from 'electron';
import type { MenuCommand, MenuState } from '../contract/menu.ts';
import { declarePageScheme, servePage } from './app-scheme.ts';
import { setApplicationMenu } from './application-menu.ts';
import { CaptureProcess } from './capture-process.ts';
import { fileArguments } from './file-arguments.ts';
import { type Closing, openMainWindow } from './main-window.ts';
import { messages } from './messages.ts';
import { answerPage } from './page-messages.ts';
import { restrictContents, restrictSession } from './restrictions.ts';

const { toWindow } = messages;
const built = import.meta.dirname;
/** Words before the arguments: the program alone when packaged, the program and the application's directory else. */
const wordsBefore = app.isPackaged ? 1 : 2;

const waitingFiles: string[] = [];
const closing: Closing = { loss: undefined, agreed: false };
let window: BrowserWindow | undefined;
let pageTakesFiles = false;

function send(channel: string, value: unknown): void {
  if (window !== undefined && !window.isDestroyed()) window.webContents.send(channel, value);
}

function openFiles(files: string[]): void {
  if (files.length === 0) return;
  if (pageTakesFiles) send(toWindow.openFiles, files);
  else waitingFiles.push(...files);
}

function run(command: MenuCommand): void {
  send(toWindow.command, command);
}

function comeForward(): void {
  if (window === undefined) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

async function start(): Promise<void> {
  await app.whenReady();
  restrictSession(session.defaultSession);
  servePage(session.defaultSession, join(built, '../renderer/window'));
  const captureProcess = new CaptureProcess(join(built, 'capture-process.js'), (event) =>
    send(toWindow.captureProcess, event),
  );
  setApplicationMenu({}, run);
  window = openMainWindow(join(built, 'preload.cjs'), closing);
  window.on('closed', () => {
    window = undefined;
  });
  window.webContents.on('did-start-loading', () => {
    pageTakesFiles = false;
  });
  answerPage(window, {
    closing,
    captureProcess,
    setMenuState: (state: MenuState) => setApplicationMenu(state, run),
    readyForFiles: () => {
      pageTakesFiles = true;
      openFiles(waitingFiles.splice(0));
    },
  });
  stopBeforeQuitting(captureProcess);
}

function stopBeforeQuitting(captureProcess: CaptureProcess): void {
  let stopped = false;
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void captureProcess.stop().then(() => {
      stopped = true;
      app.quit();
    });
  });
}

function filesOf(given: unknown): string[] {
  const files = (given as { files?: unknown } | undefined)?.files;
  return Array.isArray(files) ? files.filter((file) => typeof file === 'string') : [];
}

app.enableSandbox();
declarePageScheme();
restrictContents();

app.on('open-file', (event, file) => {
  event.preventDefault();
  openFiles([file]);
  comeForward();
});
app.on('second-instance', (_event, _argv, _directory, given) => {
  openFiles(filesOf(given));
  comeForward();
});
app.on('window-all-closed', () => app.quit());

// Chromium reorders the command line that it passes on, so a second start sends the files it was given itself.
const files = fileArguments(process.argv, wordsBefore, process.cwd());
if (app.requestSingleInstanceLock({ files })) {
  openFiles(files);
  start().catch((error: Error) => {
    dialog.showErrorBox('Osiscope could not start', error.message);
    app.exit(1);
  });
} else {
  app.quit();
}
