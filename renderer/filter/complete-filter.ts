import type { Completion, CompletionSource } from '@codemirror/autocomplete';
import { client } from '../state/session.ts';

/** Asks the capture process what can stand at the caret. */
export const completeFilter: CompletionSource = async (context) => {
  const { state, pos, explicit } = context;
  const text = state.doc.toString();
  const word = context.matchBefore(/\$\{?\w*|[\w.]+/);
  if (!explicit && word === null) return null;
  const { from, to, items } = await client().call('filters.complete', { text, caret: pos });
  // An answer that comes when the focus is elsewhere would stand over what is looked at there.
  if (items.length === 0 || context.view?.hasFocus === false) return null;
  return {
    from,
    to,
    // Chosen and ordered there; here they are only shown.
    filter: false,
    options: items.map(
      ({ label, insert, caretBack, detail, help, kind }): Completion => ({
        label,
        detail: detail === '' ? kind : detail,
        ...(help === '' ? {} : { info: help }),
        apply: (view, _completion, start, end) =>
          view.dispatch({
            changes: { from: start, to: end, insert },
            selection: { anchor: start + insert.length - caretBack },
            userEvent: 'input.complete',
          }),
      }),
    ),
  };
};
