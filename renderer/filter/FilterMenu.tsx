import { askOnce } from '../app/dialogs.ts';
import { Glyph } from '../app/glyphs.tsx';
import { type Choice, ChoiceList } from '../toolbar/ChoiceList.tsx';
import { DropDown } from '../toolbar/DropDown.tsx';
import { applyFilter } from './apply-filter.ts';
import { changeSaved, forgetHistory, useFilter } from './filter-state.ts';

/** Filters saved and filters used before. */
export function FilterMenu() {
  const draft = useFilter((s) => s.draft.trim());
  const verdict = useFilter((s) => s.verdict.kind);
  const history = useFilter((s) => s.history);
  const saved = useFilter((s) => s.saved);
  const known = saved.some(({ text }) => text === draft);
  return (
    <DropDown
      className="filter-menu"
      title="Saved filters and filters used before"
      face={<Glyph name="bookmark" filled={known} />}
    >
      {(close) => {
        const choose = (text: string) => () => {
          close();
          applyFilter(text);
        };
        const items: Choice[] = [
          ...(draft !== '' && verdict !== 'invalid' && !known
            ? [
                {
                  id: 'save',
                  title: 'Save This Filter…',
                  glyph: 'save' as const,
                  choose: () => {
                    close();
                    void askOnce({ kind: 'display-filters', adding: draft });
                  },
                },
              ]
            : []),
          {
            id: 'manage',
            title: 'Display Filters…',
            glyph: 'gear',
            choose: () => {
              close();
              void askOnce({ kind: 'display-filters' });
            },
          },
          ...saved.map(
            ({ name, text }): Choice => ({
              id: `saved ${name}`,
              title: name,
              remark: text,
              current: text === draft,
              choose: choose(text),
              close: () => changeSaved(saved.filter((other) => other.name !== name)),
            }),
          ),
          ...history.map((text): Choice => ({ id: `used ${text}`, title: text, note: 'used', choose: choose(text) })),
          ...(history.length > 0
            ? [
                {
                  id: 'forget',
                  title: 'Forget Filters Used Before',
                  choose: () => {
                    close();
                    forgetHistory();
                  },
                },
              ]
            : []),
        ];
        return <ChoiceList label="Filters" items={items} />;
      }}
    </DropDown>
  );
}
