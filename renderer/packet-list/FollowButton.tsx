import { useRef } from 'react';
import { useApp } from '../state/app-state.ts';

/** Tells how many packets came since the list stopped following them, and follows them again. */
export function FollowButton({ total }: { readonly total: number }) {
  const seen = useRef(total);
  const more = total - seen.current;
  return (
    <button
      type="button"
      className="packet-list-follow"
      title="Show the newest packets as they come"
      onClick={() => useApp.setState({ follow: true })}
    >
      ↓ {more > 0 ? `${more.toLocaleString('en')} new packet${more === 1 ? '' : 's'}, follow` : 'Follow new packets'}
    </button>
  );
}
