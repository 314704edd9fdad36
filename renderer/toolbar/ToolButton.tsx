import type { ComponentProps } from 'react';

/** A button of the toolbar; `title` is its tooltip. */
export function ToolButton({ className = '', ...rest }: ComponentProps<'button'>) {
  return <button type="button" className={`tool-button ${className}`} {...rest} />;
}
