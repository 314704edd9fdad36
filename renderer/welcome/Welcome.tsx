import { CaptureSide } from './CaptureSide.tsx';
import { OpenSide } from './OpenSide.tsx';
import './welcome.css';

/** The start page: what can be captured from, and what can be opened. */
export function Welcome() {
  return (
    <div className="welcome">
      <CaptureSide />
      <OpenSide />
    </div>
  );
}
