import { type ReactNode, useState } from 'react';
import { openDropped } from '../files/file-commands.ts';
import { useDialogs } from './dialogs.ts';

/** The whole window takes files that are dropped on it. */
export function DropTarget({ children }: { readonly children: ReactNode }) {
  const [over, setOver] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a dialog does the same by keys
    <div
      className="app"
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false);
      }}
      onDrop={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(false);
        if (useDialogs.getState().shown.length === 0) void openDropped([...event.dataTransfer.files]);
      }}
    >
      {children}
      {over && <div className="app-drop">Drop capture files to open them</div>}
    </div>
  );
}
