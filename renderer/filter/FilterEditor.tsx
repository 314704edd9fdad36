import { type CompletionSource, startCompletion } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { filterExtensions, setProblems } from './filter-extensions.ts';
import { setFilterFocus } from './filter-focus.ts';
import type { FilterProblem } from './filter-state.ts';

interface FilterEditorProps {
  readonly text: string;
  readonly problems: readonly FilterProblem[];
  readonly changed: (text: string) => void;
  readonly apply: (text: string) => void;
  readonly leave: () => void;
  readonly complete: CompletionSource;
}

/** The text of the filter bar, with completion. */
export function FilterEditor({ text, problems, ...editing }: FilterEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(undefined);
  const latest = useRef(editing);
  latest.current = editing;

  useEffect(() => {
    const view = new EditorView({
      parent: place.current!,
      state: EditorState.create({
        extensions: filterExtensions({
          changed: (now) => latest.current.changed(now),
          apply: (now) => latest.current.apply(now),
          leave: () => latest.current.leave(),
          complete: (context) => latest.current.complete(context),
        }),
      }),
    });
    editor.current = view;
    setFilterFocus((typed) => {
      view.focus();
      if (typed === undefined) {
        view.dispatch({ selection: { anchor: 0, head: view.state.doc.length } });
        return;
      }
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: typed },
        selection: { anchor: typed.length },
        userEvent: 'input.type',
      });
      startCompletion(view);
    });
    return () => {
      setFilterFocus(undefined);
      view.destroy();
    };
  }, []);

  useEffect(() => {
    const view = editor.current;
    if (!view || view.state.doc.toString() === text) return;
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: text },
      selection: { anchor: text.length },
    });
  }, [text]);

  useEffect(() => editor.current?.dispatch({ effects: setProblems.of(problems) }), [problems]);

  return <div className="filter-editor" ref={place} />;
}
