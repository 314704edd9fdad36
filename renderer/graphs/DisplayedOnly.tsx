import { chooseGraph, useGraphs } from './graphs-state.ts';

/** Whether only the packets that pass the display filter count. */
export function DisplayedOnly() {
  const displayed = useGraphs((s) => s.displayed);
  return (
    <label>
      <input
        type="checkbox"
        checked={displayed}
        onChange={(event) => chooseGraph({ displayed: event.target.checked })}
      />
      Displayed packets only
    </label>
  );
}
