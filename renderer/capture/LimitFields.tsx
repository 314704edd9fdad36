import { NumberField } from './NumberField.tsx';
import type { StopConditions } from './run-options.ts';

interface LimitFieldsProps {
  /** What happens at the limits, for screen readers: "Stop". */
  readonly what: string;
  readonly value: StopConditions;
  readonly change: (change: Partial<StopConditions>) => void;
}

/** Numbers of packets, seconds and kilobytes; the first one reached counts. */
export function LimitFields({ what, value, change }: LimitFieldsProps) {
  const most = Number.MAX_SAFE_INTEGER;
  return (
    <>
      <NumberField
        label={`${what} after packets`}
        unit="packets"
        value={value.packets}
        most={most}
        change={(packets) => change({ packets })}
      />
      <NumberField
        label={`${what} after seconds`}
        unit="seconds"
        value={value.seconds}
        most={most}
        change={(seconds) => change({ seconds })}
      />
      <NumberField
        label={`${what} after kilobytes`}
        unit="kB"
        value={value.kilobytes}
        most={most}
        change={(kilobytes) => change({ kilobytes })}
      />
    </>
  );
}
