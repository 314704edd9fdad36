import type { Severity } from './expert-state.ts';

const signs: Readonly<Record<Severity, string>> = { error: '✕', warning: '!', note: 'i', chat: '·', comment: '“' };

/** A mark whose shape tells the severity as well as its colour does. */
export function SeveritySign({ severity }: { readonly severity: Severity }) {
  return (
    <span className={`expert-sign expert-sign-${severity}`} role="img" aria-label={severity}>
      {signs[severity]}
    </span>
  );
}
