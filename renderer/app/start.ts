import { openFiles } from '../files/file-commands.ts';
import { saveAll, unsavedSentence } from '../files/unsaved.ts';
import type { Host } from '../host/host.ts';
import { followCaptureProcess } from '../notices/reconnect.ts';
import { useApp } from '../state/app-state.ts';
import { startTheme } from '../theme/theme.ts';
import { runCommand } from './commands.ts';
import { connectWindow } from './connect-window.ts';
import { currentMenuState, onMenuState } from './use-menu-state.ts';
import { startWindowKeys } from './window-keys.ts';

/** Connects the window with its host and, through it, with the capture process. */
export async function start(host: Host): Promise<void> {
  startTheme();
  startWindowKeys();
  onMenuState(() => host.setMenuState(currentMenuState()));
  host.setMenuState(currentMenuState());
  host.onCommand((command) => (command === 'save-and-close' ? void saveAndClose(host) : runCommand(command)));
  tellUnsaved(host);
  followCaptureProcess(host);
  await connectWindow(host);
  host.onOpenFiles((paths) => void openFiles(paths));
}

async function saveAndClose(host: Host): Promise<void> {
  if (await saveAll()) host.closeWindow();
}

/** Keeps the host informed of what closing the window would lose. */
function tellUnsaved(host: Host): void {
  let told: string | undefined;
  useApp.subscribe(({ captures }, before) => {
    if (captures === before.captures) return;
    const sentence = unsavedSentence(captures);
    if (sentence !== told) host.setUnsaved(sentence);
    told = sentence;
  });
}
