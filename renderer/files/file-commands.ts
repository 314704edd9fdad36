import { askOnce } from '../app/dialogs.ts';
import { filterOf, noteApplied } from '../filter/filter-state.ts';
import { attempt, notify, sentenceOf } from '../notices/notices-state.ts';
import { activeCapture, type CaptureState, useApp } from '../state/app-state.ts';
import { client, host, replaceCapture, showCapture, takeIn } from '../state/session.ts';
import { beginWith } from '../state/shown-before.ts';
import { nameOf } from './file-names.ts';
import { forgetFile, noteFile, useRecent } from './recent-files.ts';
import { exportPackets, saveCapture } from './save-commands.ts';
import { mayDiscard } from './unsaved.ts';

/** Asks for capture files and opens them. */
export function chooseAndOpen(): Promise<void> {
  return attempt(async () => {
    const paths = host().chooseFiles();
    if (paths === undefined) await askOnce({ kind: 'open-file' });
    else await openFiles(await paths);
  });
}

/** Opens files one after the other and shows the last of them. What cannot be opened is told. */
export async function openFiles(paths: readonly string[]): Promise<void> {
  for (const path of paths) await openFile(path);
}

/** Opens a file and shows it; one that is open already is only shown. False when it cannot be opened, which is told. */
export async function openFile(path: string): Promise<boolean> {
  try {
    await showFile(path);
    return true;
  } catch (error) {
    const remembered = useRecent.getState().files.includes(path);
    notify({
      severity: 'error',
      text: sentenceOf(error),
      action: remembered ? { title: 'Remove from recent files', run: () => forgetFile(path) } : undefined,
    });
    return false;
  }
}

/** The same, but throws the capture process's error. */
export async function showFile(path: string): Promise<void> {
  const open = useApp.getState().captures.find((capture) => capture.path === path && !capture.unsaved);
  const state = open ?? (await client().call('captures.open', { path }));
  if (state.path !== null) noteFile(state.path);
  takeIn(state);
  await showCapture(state.capture);
}

/** Reads the file that is shown again from its start. Packet and filter stay. */
export function reload(): Promise<void> {
  return attempt(async () => {
    const shown = activeCapture(useApp.getState());
    if (!canReload(shown)) return;
    const { path, capture } = shown;
    const { frame } = useApp.getState();
    const opened = await client().call('captures.open', { path });
    if (frame !== null) beginWith(opened.capture, frame);
    noteApplied(opened.capture, filterOf(capture));
    await replaceCapture(capture, async () => {
      await client().call('captures.close', { capture, discard: false });
      return opened;
    });
  });
}

/** Whether a capture is a file that can be read again. */
export function canReload(capture: CaptureState | undefined): capture is CaptureState & { path: string } {
  return capture !== undefined && capture.path !== null && !capture.unsaved && capture.helper === undefined;
}

/** Closes a capture, after asking where something would be lost. Shows its neighbour, or the start page. */
export function closeCapture(capture: CaptureState | undefined = activeCapture(useApp.getState())): Promise<void> {
  return attempt(async () => {
    if (!capture || !(await mayDiscard(capture, 'closing'))) return;
    const { captures, active } = useApp.getState();
    const { capture: id } = capture;
    const close = () => client().call('captures.close', { capture: id, discard: true });
    if (active !== id) return close();
    const at = captures.findIndex((c) => c.capture === id);
    const neighbour = captures[at + 1] ?? captures[at - 1];
    await replaceCapture(id, async () => {
      await close();
      return useApp.getState().captures.find((c) => c.capture === neighbour?.capture) ?? null;
    });
  });
}

export function save(): Promise<void> {
  return attempt(async () => {
    const shown = activeCapture(useApp.getState());
    if (shown) await saveCapture(shown);
  });
}

export function exportShown(): Promise<void> {
  return attempt(async () => {
    const shown = activeCapture(useApp.getState());
    if (shown) await exportPackets(shown);
  });
}

export function showProperties(): Promise<void> {
  const { active } = useApp.getState();
  return active === null ? Promise.resolve() : askOnce({ kind: 'properties', capture: active });
}

export function stopReading(capture: CaptureState): Promise<void> {
  return attempt(() => client().call('captures.stopReading', { capture: capture.capture }));
}

/** Files dropped on the window: opened where the host knows their paths, else looked for in the window's own list. */
export function openDropped(files: readonly File[]): Promise<void> {
  return attempt(async () => {
    const paths = files.map((file) => host().pathOf(file)).filter((path) => path !== undefined);
    if (paths.length > 0) return openFiles(paths);
    const [name] = files.map((file) => file.name);
    notify({
      severity: 'info',
      text: `A browser does not tell where "${nameOf(name)}" is kept.`,
      advice: 'Choose it in the list of the machine that captures.',
    });
    await askOnce({ kind: 'open-file', name });
  });
}
