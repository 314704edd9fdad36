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
  const classes = ['bp6-button bp6-small', intent ? `bp6-intent-${intent}` : '', busy ? 'bp6-disabled' : '', className];
  return (
    <button
      type="button"
      aria-busy={busy}
      // Not disabled while it waits: that would take the focus from it.
      aria-disabled={busy || undefined}
      disabled={disabled}
      className={classes.join(' ')}
      {...rest}
      {...(busy && { onClick: (event) => event.preventDefault() })}
    />
  );
}
