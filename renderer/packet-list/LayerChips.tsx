import { layerNames } from '../theme/layer-names.ts';

/** The layer stack of a row: `2 eth,3 ip,4 tcp` as coloured names, outermost first; IPv6 extension headers in short. */
export function LayerChips({ text }: { readonly text: string }) {
  if (text === '') return null;
  return (
    <span className="layer-chips">
      {text.split(',').map((part, index) => {
        const [osi, name] = part.split(' ', 2);
        return (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a stack has no other identity than its order
            key={index}
            className={`layer-chip osi-${osi}`}
            title={`OSI layer ${osi}, ${layerNames[Number(osi)]}: ${name}`}
          >
            {name.replace(/^ipv6\./, '')}
          </span>
        );
      })}
    </span>
  );
}
