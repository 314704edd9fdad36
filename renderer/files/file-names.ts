import type { fileFormat, textForm } from '../../contract/messages/files.ts';
import type { Infer } from '../../contract/schema.ts';

export type FileFormat = Infer<typeof fileFormat>;
export type TextForm = Infer<typeof textForm>;

const textEndings: Readonly<Record<TextForm, string>> = {
  text: 'txt',
  details: 'txt',
  hex: 'txt',
  csv: 'csv',
  json: 'json',
  pdml: 'pdml',
};

export function isTextForm(format: FileFormat | TextForm): format is TextForm {
  return Object.hasOwn(textEndings, format);
}

/** Last part of a path, with `/` or `\` between its parts. */
export function nameOf(path: string): string {
  return path.slice(lastSeparator(path) + 1);
}

/** Path without its last part; a root stays as it is. */
export function folderOf(path: string): string {
  const at = lastSeparator(path);
  if (at < 0) return '';
  return at === 0 || path[at - 1] === ':' ? path.slice(0, at + 1) : path.slice(0, at);
}

/** A name in a folder. */
export function joined(folder: string, name: string): string {
  if (folder === '' || isAbsolute(name)) return name;
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  return /[\\/]$/.test(folder) ? folder + name : folder + separator + name;
}

export function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path) || path.startsWith('\\\\');
}

function lastSeparator(path: string): number {
  return Math.max(path.lastIndexOf('/'), /^[A-Za-z]:\\|^\\\\/.test(path) ? path.lastIndexOf('\\') : -1);
}

const known = /(\.(pcapng|pcap|cap|dmp|txt|csv|json|pdml))?(\.(gz|zst))?$/i;

/** The name with the ending that a format has; an ending of another format is replaced, other dots stay. */
export function withEnding(name: string, format: FileFormat | TextForm, gzip: boolean): string {
  const bare = name.replace(known, '');
  if (isTextForm(format)) return `${bare === '' ? 'capture' : bare}.${textEndings[format]}`;
  return `${bare === '' ? 'capture' : bare}.${format === 'pcapng' ? 'pcapng' : 'pcap'}${gzip ? '.gz' : ''}`;
}

/** A file name for what a person calls a capture. */
export function suggestedName(title: string, format: FileFormat | TextForm, gzip: boolean): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a title may hold any character
  const plain = title.replace(/[\\/:*?"<>|\x00-\x1f]+/g, '-').replace(/,\s*/g, '+');
  return withEnding(plain.trim().slice(0, 120), format, gzip);
}
