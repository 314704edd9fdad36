import { join } from 'node:path';
import { app, BrowserWindow, nativeImage, nativeTheme, screen } from 'electron';
import { pageOrigin } from './app-scheme.ts';
import { askBeforeClosing } from './dialogs.ts';
import icon from './icon.png';
import { messages, versionArgument } from './messages.ts';
import { readPlace, writePlace } from './window-bounds.ts';

/** What the window does about closing; changed by messages from the page. */
export interface Closing {
  /** What would be lost, undefined when nothing. */
  loss: string | undefined;
  /** The user agreed already. */
  agreed: boolean;
}

/** Opens the one window, where it was last time, and keeps it open while the user has not agreed to lose something. */
export function openMainWindow(preload: string, closing: Closing): BrowserWindow {
  const placeFile = join(app.getPath('userData'), 'window.json');
  const areas = screen.getAllDisplays().map((display) => display.workArea);
  const { bounds, maximized } = readPlace(placeFile, areas);
  const window = new BrowserWindow({
    width: 1400,
    height: 900,
    ...bounds,
    minWidth: 640,
    minHeight: 400,
    show: false,
    title: 'Osiscope',
    icon: nativeImage.createFromDataURL(icon),
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1c2127' : '#ffffff',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      additionalArguments: [`${versionArgument}${app.getVersion()}`],
    },
  });
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', (event) => {
    writePlace(placeFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() });
    if (closing.loss === undefined || closing.agreed) return;
    event.preventDefault();
    void confirmClosing(window, closing, closing.loss);
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    // The page keeps nothing that the capture process does not have, so loading it again brings everything back.
    if (reason !== 'clean-exit') window.webContents.reload();
  });
  void window.loadURL(`${pageOrigin}/`);
  return window;
}

async function confirmClosing(window: BrowserWindow, closing: Closing, loss: string): Promise<void> {
  const answer = await askBeforeClosing(window, loss);
  if (window.isDestroyed() || answer === 'cancel') return;
  if (answer === 'save') {
    window.webContents.send(messages.toWindow.command, 'save-and-close');
    return;
  }
  closing.agreed = true;
  window.close();
}
