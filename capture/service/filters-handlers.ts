import type { filterProblem, filterReference } from '../../contract/messages/filters.ts';
import type { Osiscope } from '../../contract/osiscope.ts';
import type { Infer } from '../../contract/schema.ts';
import type { HandlersOf } from '../../contract/serve.ts';
import { allFields } from '../../decoders/model/field.ts';
import { treeLines } from '../../decoders/tree/tree-lines.ts';
import { noteUndecoded } from '../../decoders/tree/undecoded.ts';
import { complete } from '../filter/completion.ts';
import { conversationFilters, conversationMask } from '../filter/conversation-filter.ts';
import { FilterError } from '../filter/display-filter.ts';
import { fieldFilter } from '../filter/field-filter.ts';
import { meantAs } from '../filter/mistaken-filter.ts';
import { displayToCapture } from '../filter/to-capture-filter.ts';
import { treeMask } from '../passes/packet-detail.ts';
import type { ClientState } from './client.ts';
import { shownProblem } from './filter-problems.ts';

/** What can be asked about display filters. */
export function filtersHandlers(
  client: ClientState,
): HandlersOf<
  Osiscope,
  | 'filters.setMacros'
  | 'filters.check'
  | 'filters.complete'
  | 'filters.ofField'
  | 'filters.ofConversation'
  | 'filters.toCaptureFilter'
> {
  const { registry } = client.captures;
  return {
    'filters.setMacros': ({ macros }) => {
      client.macros = new Map(macros.map(({ name, text }) => [name, text]));
      return {};
    },
    'filters.check': ({ text, reference }) => check(text, client, reference),
    'filters.complete': ({ text, caret }) => {
      const { from, to, items } = complete(text, caret, registry, client.macros);
      return { from, to, items: items.map((item) => ({ ...item, help: item.help.slice(0, 1000) })) };
    },
    'filters.ofField': ({ capture: id, frame, node }, { fail }) => {
      const d = client.capture(id).capture.decode(frame, treeMask);
      if (!d) throw fail('no-frame', `There is no frame ${frame}.`);
      noteUndecoded(d);
      const line = treeLines(d)[node];
      return { text: line === undefined ? null : fieldFilter(d, line.entry) };
    },
    'filters.ofConversation': ({ capture: id, frame }, { fail }) => {
      const d = client.capture(id).capture.decode(frame, conversationMask(registry));
      if (!d) throw fail('no-frame', `There is no frame ${frame}.`);
      return conversationFilters(d);
    },
    'filters.toCaptureFilter': ({ text }) => {
      try {
        client.filter(text);
      } catch (error) {
        if (error instanceof FilterError) return { text: null, reason: error.message };
        throw error;
      }
      return displayToCapture(text);
    },
  };
}

type Checked = {
  state: 'empty' | 'valid' | 'risky' | 'invalid';
  problem: Infer<typeof filterProblem> | null;
  warnings: Infer<typeof filterProblem>[];
  translation: string | null;
  fields: string[];
};

function check(text: string, client: ClientState, reference: Infer<typeof filterReference> | undefined): Checked {
  const none = { problem: null, warnings: [], translation: null, fields: [] };
  if (text.trim() === '') return { state: 'empty', ...none };
  try {
    const { warnings, mask } = client.filter(text, reference);
    const fields = allFields().filter(({ id }) => mask.bytes[id] !== 0);
    return {
      state: warnings.length > 0 ? 'risky' : 'valid',
      problem: null,
      warnings: warnings.slice(0, 16).map(shownProblem),
      translation: null,
      fields: fields.slice(0, 64).map(({ name }) => name),
    };
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    return {
      ...none,
      state: 'invalid',
      problem: shownProblem(error.problem),
      translation: meantAs(text, client.captures.registry),
    };
  }
}
