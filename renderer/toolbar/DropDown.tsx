import { type ReactNode, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

interface DropDownProps {
  readonly title: string;
  readonly className?: string;
  /** What stands on the button. */
  readonly face: ReactNode;
  /** What drops down; `close` closes it and gives the focus back to the button. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button with something that drops down from it. Escape, a press outside, and leaving with Tab close it. */
export function DropDown({ title, className = '', face, children }: DropDownProps) {
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    const outside = (event: Event): void => {
      if (!(event.target instanceof Node && place.current?.contains(event.target))) setOpen(false);
    };
    window.addEventListener('pointerdown', outside, true);
    return () => window.removeEventListener('pointerdown', outside, true);
  }, [open]);

  const close = (): void => {
    flushSync(() => setOpen(false));
    button.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: closes what its button opened
    <div
      className="drop-down"
      ref={place}
      onKeyDown={(event) => {
        if (!open || event.key !== 'Escape') return;
        event.stopPropagation();
        close();
      }}
      onBlur={(event) => {
        if (event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        className={`tool-button ${className}`}
        aria-haspopup="menu"
        aria-expanded={open}
        title={title}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || open) return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {face}
      </button>
      {open && <div className="drop-down-panel">{children(close)}</div>}
    </div>
  );
}
