import { changeSaved, useFilter } from './filter-state.ts';
import { NamedTexts } from './NamedTexts.tsx';

interface DisplayFiltersDialogProps {
  /** A filter to be saved, without a name yet. */
  readonly adding: string | undefined;
  readonly close: () => void;
}

/** Saved display filters: their names, their texts, and which of them are buttons beside the bar. */
export function DisplayFiltersDialog({ adding, close }: DisplayFiltersDialogProps) {
  const { saved } = useFilter.getState();
  return (
    <NamedTexts
      title="Display Filters"
      texts="Filter"
      remark="Saved filters stand in the menu at the left end of the filter bar, and beside it as buttons if you like."
      rows={adding === undefined ? saved : [...saved, { name: '', text: adding, button: false }]}
      blank={{ name: '', text: '', button: false }}
      adding={adding !== undefined}
      save={changeSaved}
      close={close}
      extra={{
        title: 'Button',
        help: 'Shown as a button beside the filter bar',
        cell: ({ button }, change) => (
          <input
            type="checkbox"
            aria-label="Button"
            checked={button}
            onChange={(event) => change({ button: event.target.checked })}
          />
        ),
      }}
    />
  );
}
