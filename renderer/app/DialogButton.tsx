import type { ComponentProps } from 'react';

interface DialogButtonProps extends ComponentProps<'button'> {
  readonly intent?: 'primary' | 'danger';
  /** Waits for something it has begun. */
  readonly busy?: boolean;
}

/**
 * A button of a dialog, in Blueprint's clothes. Unlike Blueprint's own, it acts when a key goes down: the key that
 * brought the dialog up does not press a button of it by coming up.
 */
export function DialogButton({ intent, busy = false, disabled, className = '', ...rest }: DialogButtonProps) {
  const intentClass = intent === undefined ? '' : `bp6-intent-${intent}`;
  return (
    <button
      type="button"
      aria-busy={busy}
      disabled={disabled || busy}
      className={`bp6-button bp6-small ${intentClass} ${className}`}
      {...rest}
    />
  );
}
