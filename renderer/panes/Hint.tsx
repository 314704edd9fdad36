import { useEffect } from 'react';
import { useHint } from './hint.ts';

/** How long a remark stays, in milliseconds. */
const STAYS = 4000;

/** A short remark over the panes, gone after a while. */
export function Hint() {
  const hint = useHint((s) => s.hint);
  useEffect(() => {
    if (!hint) return;
    const timer = setTimeout(() => useHint.setState({ hint: null }), STAYS);
    return () => clearTimeout(timer);
  }, [hint]);
  return (
    <div className="panes-hint" role="status">
      {hint && <span>{hint.text}</span>}
    </div>
  );
}
