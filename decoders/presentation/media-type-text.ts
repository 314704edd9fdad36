import type { Dissection } from '../model/dissection.ts';
import { asciiText } from '../tree/bytes-text.ts';

/** The bytes by which the layer below describes this one: the value of Content-Type. Undefined when there is none. */
function description(frame: Dissection, layer: number): { bytes: Uint8Array; start: number; end: number } | undefined {
  const rows = frame.layers;
  const length = rows.aboutLength(layer);
  const source = frame.sources[rows.aboutSource(layer)];
  if (length === 0 || !source) return undefined;
  const start = source.start + rows.aboutStart(layer);
  return { bytes: source.bytes, start, end: start + length };
}

/** The media type of the layer in lower case, without parameters; empty when it is not told. */
export function mediaTypeText(frame: Dissection, layer: number): string {
  const about = description(frame, layer);
  if (!about) return '';
  const value = asciiText(about.bytes, about.start, about.end);
  const end = value.search(/[;\s]/);
  return (end < 0 ? value : value.slice(0, end)).toLowerCase();
}

/** A parameter of the media type without its quotes, empty when it is missing. */
export function mediaTypeParameter(frame: Dissection, layer: number, name: string): string {
  const about = description(frame, layer);
  if (!about) return '';
  for (const part of asciiText(about.bytes, about.start, about.end).split(';').slice(1)) {
    const equals = part.indexOf('=');
    if (equals > 0 && part.slice(0, equals).trim().toLowerCase() === name) {
      return part
        .slice(equals + 1)
        .trim()
        .replace(/^"(.*)"$/, '$1');
    }
  }
  return '';
}
