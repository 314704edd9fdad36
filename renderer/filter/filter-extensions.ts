import {
  acceptCompletion,
  autocompletion,
  type CompletionSource,
  closeCompletion,
  completionKeymap,
  completionStatus,
  moveCompletionSelection,
  selectedCompletionIndex,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState, type Extension, Prec, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, keymap, placeholder } from '@codemirror/view';
import type { FilterProblem } from './filter-state.ts';
import { filterTokens } from './filter-tokens.ts';

/** What the bar does with what is typed. */
export interface FilterEditing {
  readonly changed: (text: string) => void;
  readonly apply: (text: string) => void;
  /** Escape, when no completion is open. */
  readonly leave: () => void;
  readonly complete: CompletionSource;
}

/** Tells the editor what is wrong with its text. */
export const setProblems = StateEffect.define<readonly FilterProblem[]>();

/** An editor of one line for display filters. */
export function filterExtensions({ changed, apply, leave, complete }: FilterEditing): Extension {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
  return [
    EditorView.cspNonce.of(nonce),
    oneLine,
    history(),
    tokenMarks,
    problemMarks,
    placeholder('Display filter, as: tcp.port == 80 && http'),
    autocompletion({
      override: [complete],
      icons: false,
      activateOnTyping: true,
      selectOnOpen: false,
      maxRenderedOptions: 60,
    }),
    Prec.highest(
      keymap.of([
        { key: 'Tab', run: takeFirst },
        {
          key: 'Enter',
          run: (view) => {
            if (acceptCompletion(view)) return true;
            closeCompletion(view);
            apply(view.state.doc.toString());
            return true;
          },
        },
        {
          key: 'Escape',
          run: (view) => {
            if (!closeCompletion(view)) leave();
            return true;
          },
        },
      ]),
    ),
    keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) changed(update.state.doc.toString());
    }),
    EditorView.contentAttributes.of({
      'aria-label': 'Display filter',
      'aria-multiline': 'false',
      autocapitalize: 'off',
      spellcheck: 'false',
    }),
  ];
}

/** Takes the completion that is chosen, or the best one; false where there are none. */
function takeFirst(view: EditorView): boolean {
  if (completionStatus(view.state) !== 'active') return false;
  if (selectedCompletionIndex(view.state) === null || selectedCompletionIndex(view.state) === -1)
    moveCompletionSelection(true)(view);
  return acceptCompletion(view);
}

/** What is pasted with line ends becomes one line. */
const oneLine = EditorState.transactionFilter.of((change) => {
  if (!change.docChanged || change.newDoc.lines === 1) return change;
  const text = change.newDoc
    .toString()
    .replace(/\s*\n\s*/g, ' ')
    .trim();
  return { changes: { from: 0, to: change.startState.doc.length, insert: text }, selection: { anchor: text.length } };
});

const tokenMarks = StateField.define<DecorationSet>({
  create: (state) => tokensOf(state.doc.toString()),
  update: (marks, change) => (change.docChanged ? tokensOf(change.newDoc.toString()) : marks),
  provide: (field) => EditorView.decorations.from(field),
});

function tokensOf(text: string): DecorationSet {
  return Decoration.set(
    filterTokens(text).map(({ kind, start, end }) => Decoration.mark({ class: `filter-${kind}` }).range(start, end)),
  );
}

const problemMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, change) {
    let now = marks.map(change.changes);
    for (const effect of change.effects)
      if (effect.is(setProblems)) now = underlined(effect.value, change.newDoc.length);
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function underlined(problems: readonly FilterProblem[], length: number): DecorationSet {
  const ranges = problems.flatMap(({ message, start, length: wanted }) => {
    const end = Math.min(length, start + Math.max(1, wanted));
    const from = Math.min(start, Math.max(0, end - 1));
    return end > from
      ? [Decoration.mark({ class: 'filter-problem', attributes: { title: message } }).range(from, end)]
      : [];
  });
  return Decoration.set(ranges, true);
}
