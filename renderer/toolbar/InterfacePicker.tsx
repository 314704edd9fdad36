import { askOnce } from '../app/dialogs.ts';
import { Glyph } from '../app/glyphs.tsx';
import { selectInterfaces, useChoices } from '../capture/choices-state.ts';
import { linkFacts, rankOf } from '../capture/interface-order.ts';
import { useInterfaces } from '../capture/interfaces-state.ts';
import { chosenInterfaces } from '../capture/live-commands.ts';
import { choiceOf } from '../capture/run-options.ts';
import { withKeys } from '../menu/platform.ts';
import { ChoiceList } from './ChoiceList.tsx';
import { DropDown } from './DropDown.tsx';

/** The interfaces that Start captures from. */
export function InterfacePicker({ capturing }: { readonly capturing: boolean }) {
  const interfaces = useInterfaces((s) => s.interfaces);
  const choices = useChoices();
  if (interfaces === null || interfaces.length === 0) return null;
  const chosen = chosenInterfaces();
  const likely = interfaces.filter((i) => rankOf(i) < 2 || chosen.includes(i.name));
  return (
    <DropDown
      title={withKeys(capturing ? 'Interface for the next capture' : 'Interface to capture from', 'capture.options')}
      face={
        <>
          <span className="toolbar-interface">{chosen.length === 0 ? 'Interface' : chosen.join(', ')}</span>
          <Glyph name="down" />
        </>
      }
    >
      {(close) => (
        <ChoiceList
          label="Interfaces"
          items={[
            ...likely.map((i) => ({
              id: i.name,
              title: i.name,
              remark: choiceOf(choices, i.name).filter || i.addresses[0] || i.description,
              note: linkFacts(i).join(', '),
              current: chosen.includes(i.name),
              choose: () => {
                close();
                selectInterfaces([i.name]);
              },
            })),
            {
              id: '\0options',
              title: 'All interfaces, filters, limits…',
              glyph: 'gear' as const,
              choose: () => {
                close();
                void askOnce({ kind: 'capture-options' });
              },
            },
          ]}
        />
      )}
    </DropDown>
  );
}
