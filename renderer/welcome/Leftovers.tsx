import { useEffect, useState } from 'react';
import type { Result } from '../../contract/contract.ts';
import type { leftovers as leftoversMessage } from '../../contract/messages/captures.ts';
import { Glyph } from '../app/glyphs.tsx';
import { dateText } from '../files/time-texts.ts';
import { attempt } from '../notices/notices-state.ts';
import { client, showCapture, takeIn } from '../state/session.ts';
import { byteText } from '../status/number-texts.ts';

type Leftover = Result<typeof leftoversMessage>[number];

/** Live captures that ended with a crash before they were saved, to be opened or deleted. */
export function Leftovers() {
  const [left, setLeft] = useState<readonly Leftover[]>([]);
  const [asked, setAsked] = useState('');
  useEffect(() => {
    let current = true;
    void client()
      .call('captures.leftovers')
      .then((found) => current && setLeft(found))
      .catch(() => {});
    return () => {
      current = false;
    };
  }, []);
  const drop = (id: string): void => setLeft((all) => all.filter((leftover) => leftover.id !== id));
  const open = (id: string): Promise<void> =>
    attempt(async () => {
      const state = await client().call('captures.recover', { id });
      drop(id);
      takeIn(state);
      await showCapture(state.capture);
    });
  const discard = (id: string): Promise<void> =>
    attempt(async () => {
      await client().call('captures.discardLeftover', { id });
      drop(id);
    });
  if (left.length === 0) return null;
  return (
    <div className="leftovers">
      <h2>
        <Glyph name="alert" />
        {left.length === 1 ? 'A capture was not saved' : `${left.length} captures were not saved`}
      </h2>
      <p>Osiscope ended before saving. What was captured is still here.</p>
      <ul>
        {left.map(({ id, title, bytes, modified }) => (
          <li key={id}>
            <span className="leftover-title">{title}</span>
            <span className="leftover-facts">
              {dateText(modified)}, {byteText(bytes)}
            </span>
            {asked === id ? (
              <>
                <button type="button" className="tool-button leftover-delete" onClick={() => void discard(id)}>
                  Delete for Good
                </button>
                <button type="button" className="tool-button" onClick={() => setAsked('')}>
                  Keep
                </button>
              </>
            ) : (
              <>
                <button type="button" className="tool-button" onClick={() => void open(id)}>
                  Open
                </button>
                <button type="button" className="tool-button" onClick={() => setAsked(id)}>
                  Discard
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
