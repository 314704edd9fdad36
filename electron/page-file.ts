import { isAbsolute, join, relative } from 'node:path';

/**
 * The file that a page address stands for, or undefined when it belongs to another origin or lies outside `directory`.
 * The address without a path is `index.html`.
 */
export function pageFile(directory: string, address: string, origin: string): string | undefined {
  let path: string;
  try {
    const url = new URL(address);
    if (`${url.protocol}//${url.host}` !== origin) return undefined;
    path = decodeURIComponent(url.pathname);
  } catch {
    return undefined;
  }
  if (path.includes('\0') || path.includes('\\')) return undefined;
  const file = join(directory, path === '/' || path === '' ? 'index.html' : path);
  const inside = relative(directory, file);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? undefined : file;
}
