import { useEffect, useState } from 'react';
import { type FieldHelp, fieldHelp } from '../details/field-help.ts';
import { useApp } from '../state/app-state.ts';

/** What the field under the pointer, or else the selected one, is called and what it is for. */
export function FieldLine() {
  const name = useApp(({ packet, hovered, selected }) => {
    const node = hovered && hovered.node >= 0 ? hovered.node : (selected?.node ?? -1);
    return packet && node >= 0 ? packet.tree.field(node) : '';
  });
  const bytes = useApp(({ hovered, selected }) => (hovered ?? selected)?.length ?? 0);
  const [help, setHelp] = useState<{ readonly name: string; readonly help: FieldHelp | undefined }>();
  useEffect(() => {
    if (name === '') return setHelp(undefined);
    let current = true;
    void fieldHelp(name).then((found) => current && setHelp({ name, help: found }));
    return () => {
      current = false;
    };
  }, [name]);
  if (name === '') return <span className="status-field" />;
  const known = help?.name === name ? help.help : undefined;
  const length = bytes > 0 ? `, ${bytes} byte${bytes === 1 ? '' : 's'}` : '';
  return (
    <span className="status-field">
      <code>{name}</code>
      {known && ` ${known.title}${length}`}
      {known?.help && <span className="status-help"> – {known.help}</span>}
    </span>
  );
}
