import { useFilter } from './filter-state.ts';
import { NamedTexts } from './NamedTexts.tsx';
import { replaceMacros } from './send-macros.ts';

/** Macros of display filters: words that stand for longer texts. */
export function FilterMacrosDialog({ close }: { readonly close: () => void }) {
  return (
    <NamedTexts
      title="Display Filter Macros"
      texts="Text"
      remark={
        <>
          A macro is a part of a filter with a name. Say <code>$&#123;name&#125;</code> for it in any filter, or{' '}
          <code>$name(80, 443)</code> to fill in its <code>$1</code> and <code>$2</code>.
        </>
      }
      rows={useFilter.getState().macros}
      blank={{ name: '', text: '' }}
      problemOf={(rows) =>
        rows.every(({ name }) => /^[A-Za-z_]\w*$/.test(name.trim()))
          ? ''
          : 'Names are made of letters, digits and _, and begin with no digit.'
      }
      save={replaceMacros}
      close={close}
    />
  );
}
