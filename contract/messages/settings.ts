import { request } from '../message.ts';
import { nothing, object, record, text } from '../schema.ts';

/** What the window remembers between runs, as JSON texts by name: layout, columns, theme, recent files. */
const values = record(100, text(100_000), 100);

export const get = request('settings.get', { params: nothing, result: object({ values }) });

/** Replaces the given names and leaves the others. */
export const set = request('settings.set', { params: object({ values }), result: nothing });
