import { create } from 'zustand';
import { useApp } from '../state/app-state.ts';
import { remember, setting } from '../state/settings.ts';
import { folderOf } from './file-names.ts';

const SETTING = 'files.recent';
const MAX_FILES = 15;
const MAX_FOLDERS = 8;

/** Absolute paths of files and folders used last, the newest first. */
export interface Recent {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

export const useRecent = create<Recent>()(() => ({ files: [], folders: [] }));

export function recallRecent(): void {
  useRecent.setState(setting(SETTING, read) ?? { files: [], folders: [] });
}

/** Puts a file, and its folder, first. */
export function noteFile(path: string): void {
  change(({ files, folders }) => ({
    files: first(files, path, MAX_FILES),
    folders: first(folders, folderOf(path), MAX_FOLDERS),
  }));
}

/** Notes files that are open without having been opened in this window, as those named on the command line. */
export function noteOpenFiles(): void {
  const { files } = useRecent.getState();
  for (const { path } of useApp.getState().captures) if (path !== null && !files.includes(path)) noteFile(path);
}

export function forgetFile(path: string): void {
  change(({ files, folders }) => ({ files: files.filter((file) => file !== path), folders }));
}

export function forgetFiles(): void {
  change(({ folders }) => ({ files: [], folders }));
}

function change(how: (recent: Recent) => Recent): void {
  useRecent.setState(how);
  remember(SETTING, useRecent.getState());
}

function first(list: readonly string[], path: string, most: number): readonly string[] {
  return [path, ...list.filter((other) => other !== path)].slice(0, most);
}

function read(value: unknown): Recent | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { files, folders } = value as Record<string, unknown>;
  return { files: paths(files).slice(0, MAX_FILES), folders: paths(folders).slice(0, MAX_FOLDERS) };
}

function paths(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((path) => typeof path === 'string') : [];
}
