import { request } from '../message.ts';
import { list, nullable, object, oneOf, optional, text, uint, uintUpTo } from '../schema.ts';
import { captureId } from './captures.ts';

/** Longest text of a filter. */
export const filterText = text(16_384);

/** Something about a filter's text: where, in UTF-16 units, and what could stand there instead, the nearest first. */
export const filterProblem = object({
  message: text(1000),
  start: uint,
  length: uint,
  suggestions: list(text(300), 8),
});

/** A word that can stand for a longer text: `$name`, `${name}`, `$name(a,b)`. */
export const filterMacro = object({ name: text(60), text: filterText });

/** The macros that the client's filters may use from now on. */
export const setMacros = request('filters.setMacros', {
  params: object({ macros: list(filterMacro, 256) }),
  result: object({}),
});

/** The frame whose values `${ip.src}` stands for. */
export const filterReference = object({ capture: captureId, frame: uint });

/** Whether a text is a display filter. `risky` ones can be applied; `translation` is one that says what was meant. */
export const checkFilter = request('filters.check', {
  params: object({ text: filterText, reference: optional(filterReference) }),
  result: object({
    state: oneOf('empty', 'valid', 'risky', 'invalid'),
    problem: nullable(filterProblem),
    warnings: list(filterProblem, 16),
    /** The text is a capture filter; this display filter says the same. */
    translation: nullable(filterText),
    /** Names of the fields that a frame is decoded for; empty where its row decides alone. */
    fields: list(text(200), 64),
  }),
});

/** Something that can be typed. */
export const filterCompletion = object({
  kind: oneOf('field', 'protocol', 'operator', 'value', 'function', 'macro'),
  /** What the list shows, and what replaces the span. */
  label: text(300),
  insert: text(300),
  /** Where the caret stands then, counted from the end of the inserted text. */
  caretBack: uintUpTo(300),
  /** The field's type, the operator's other spellings. */
  detail: text(200),
  /** What it is for. */
  help: text(1000),
});

/** What can stand at the caret: replaces the text from `from` to `to`. The best ones come first. */
export const completeFilter = request('filters.complete', {
  params: object({ text: filterText, caret: uint }),
  result: object({ from: uint, to: uint, items: list(filterCompletion, 64) }),
});

/** The filter that selects packets with this value of a field; `node` counts the nodes of the packet's tree batch. */
export const filterOfField = request('filters.ofField', {
  params: object({ capture: captureId, frame: uint, node: uint }),
  /** Null for lines that no filter can name. */
  result: object({ text: nullable(filterText) }),
  errors: ['no-capture', 'no-frame'],
});

/** Filters for the conversations that a frame is part of, the innermost first. */
export const filtersOfConversation = request('filters.ofConversation', {
  params: object({ capture: captureId, frame: uint }),
  result: list(object({ title: text(100), text: filterText }), 16),
  errors: ['no-capture', 'no-frame'],
});

/** The same condition as a capture filter in libpcap's language, or null with the reason where it has none. */
export const toCaptureFilter = request('filters.toCaptureFilter', {
  params: object({ text: filterText }),
  result: object({ text: nullable(filterText), reason: text(1000) }),
});
