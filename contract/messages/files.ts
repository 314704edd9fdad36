import { request } from '../message.ts';
import { boolean, list, nullable, number, object, oneOf, taggedUnion, text, uint } from '../schema.ts';
import { captureId } from './captures.ts';
import { columnId, timeFormat, viewId } from './views.ts';

const path = text(4096);

/** A folder of the machine that captures, for hosts without a file dialog of their own. `path` empty: the home folder. */
export const listFolder = request('files.listFolder', {
  params: object({ path }),
  result: object({
    path,
    parent: nullable(path),
    /** Folders first, then files by name; at most 2,000. */
    entries: list(
      object({
        name: text(1024),
        folder: boolean,
        bytes: uint,
        /** Seconds since 1970. */
        modified: number,
        /** Its name or first bytes say that it is a capture. */
        capture: boolean,
      }),
      2000,
    ),
    /** Entries that were left out. */
    more: uint,
  }),
  errors: ['missing', 'denied', 'not-a-folder'],
});

/** Which frames are written. */
export const selection = taggedUnion('kind', {
  all: {},
  /** All frames of a view. */
  displayed: { view: viewId },
  marked: {},
  /** Frame numbers as "1-10,15,20-". */
  range: { range: text(4096) },
});

export const fileFormat = oneOf('pcapng', 'pcap', 'pcap-nanoseconds');

/** What frames say, as text: a line a frame, the field tree, a hex dump, the list's columns, JSON and PDML as tshark writes them. */
export const textForm = oneOf('text', 'details', 'hex', 'csv', 'json', 'pdml');

const what = { capture: captureId, format: fileFormat, selection };

/** What saving would write and what the format cannot hold. */
export const previewSave = request('files.preview', {
  params: object(what),
  result: object({
    frames: uint,
    bytes: uint,
    /** What would be lost, each a sentence. */
    losses: list(text(500), 16),
    /** Why it cannot be written at all, null when it can. */
    refused: nullable(text(500)),
  }),
  errors: ['no-capture', 'no-view', 'range'],
});

/** Writes frames to a file. `exists` is answered before anything is written unless `overwrite`. */
export const save = request('files.save', {
  params: object({ ...what, path, gzip: boolean, overwrite: boolean }),
  result: object({ frames: uint, bytes: uint, path }),
  errors: ['no-capture', 'no-view', 'range', 'exists', 'refused', 'denied', 'disk-full', 'io'],
  cancel: true,
});

/** Writes what frames say to a text file. `columns` are those of a CSV file, with their headings. */
export const saveTexts = request('files.saveTexts', {
  params: object({
    capture: captureId,
    selection,
    form: textForm,
    columns: list(object({ id: columnId, title: text(300) }), 64),
    timeFormat,
    path,
    overwrite: boolean,
  }),
  result: object({ frames: uint, bytes: uint, path }),
  errors: ['no-capture', 'no-view', 'range', 'exists', 'refused', 'denied', 'disk-full', 'io'],
  cancel: true,
});
