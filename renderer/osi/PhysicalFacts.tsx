import type { PacketData } from '../state/packet-data.ts';

/** What is known of the medium. Signals are not captured, so nothing else is shown. */
export function PhysicalFacts({ facts }: { readonly facts: PacketData['physical'] }) {
  return (
    <dl className="osi-facts">
      {facts.map((fact) => (
        <div key={fact.label}>
          <dt>{fact.label}</dt>
          <dd>
            {fact.value}
            {fact.computed === 1 && (
              <span className="osi-computed" title="Worked out here, not measured on the medium">
                computed
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
