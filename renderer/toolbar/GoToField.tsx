import { useState } from 'react';
import { withKeys } from '../menu/platform.ts';
import { goToFrame } from '../panes/list-commands.ts';
import { focusPacketList, goToFieldId } from './go-to-field.ts';

/** Goes to a packet by its number. */
export function GoToField() {
  const [text, setText] = useState('');
  return (
    <form
      className="toolbar-goto"
      onSubmit={(event) => {
        event.preventDefault();
        if (text === '') return;
        setText('');
        focusPacketList();
        void goToFrame(Number(text));
      }}
    >
      <input
        id={goToFieldId}
        className="tool-field"
        inputMode="numeric"
        autoComplete="off"
        aria-label="Go to packet"
        placeholder="Go to #"
        title={withKeys('Go to the packet of this number', 'go.packet')}
        value={text}
        onChange={(event) => setText(event.target.value.replace(/\D/g, '').slice(0, 12))}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          setText('');
          focusPacketList();
        }}
      />
    </form>
  );
}
