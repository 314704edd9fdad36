/** The layer stack of a row: `2 eth,3 ip,4 tcp` as coloured names, outermost first. */
export function LayerChips({ text }: { readonly text: string }) {
  if (text === '') return null;
  return (
    <span className="layer-chips">
      {text.split(',').map((part, index) => {
        const [osi, name] = part.split(' ', 2);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stack has no other identity than its order
          <span key={index} className={`layer-chip osi-${osi}`} title={`OSI layer ${osi}: ${name}`}>
            {name}
          </span>
        );
      })}
    </span>
  );
}
