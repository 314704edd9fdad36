import { type BrowserWindow, dialog, type FileFilter } from 'electron';
import type { ChooseFiles, ChooseSavePath } from '../contract/host-bridge.ts';

/** Both ask over `window`. The options come from the page, so their shape is checked here. */
export async function chooseFiles(window: BrowserWindow, options: ChooseFiles): Promise<string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: text(options?.title),
    filters: filters(options?.kinds),
    defaultPath: text(options?.startAt),
    properties: options?.several === true ? ['openFile', 'multiSelections'] : ['openFile'],
  });
  return canceled ? [] : filePaths;
}

export async function chooseSavePath(window: BrowserWindow, options: ChooseSavePath): Promise<string | undefined> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: text(options?.title),
    filters: filters(options?.kinds),
    defaultPath: text(options?.startAt),
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  });
  return canceled ? undefined : filePath;
}

/** Asks about `loss`, the sentence naming what would be lost. Closing the dialog means cancel. */
export async function askBeforeClosing(window: BrowserWindow, loss: string): Promise<'save' | 'discard' | 'cancel'> {
  const answers = ['save', 'discard', 'cancel'] as const;
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: loss,
    detail: 'Save it before closing?',
    buttons: ['Save…', 'Close Without Saving', 'Cancel'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  });
  return answers[response] ?? 'cancel';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value.slice(0, 4096) : undefined;
}

function filters(kinds: unknown): FileFilter[] {
  if (!Array.isArray(kinds)) return [];
  return kinds.slice(0, 20).flatMap((kind: { name?: unknown; extensions?: unknown }) => {
    const name = text(kind?.name);
    const extensions = Array.isArray(kind?.extensions) ? kind.extensions.filter((word) => /^[\w*]+$/.test(word)) : [];
    return name === undefined || extensions.length === 0 ? [] : [{ name, extensions }];
  });
}
