import { useEffect, useState } from 'react';

interface LateFieldProps {
  readonly label: string;
  readonly value: string;
  /** Told when typing has come to rest, and at once with Enter or when the field is left. */
  readonly change: (text: string) => void;
  readonly problem?: string;
  readonly mono?: boolean;
}

const REST = 700;

/** A text field whose text is taken when typing has come to rest. */
export function LateField({ label, value, change, problem = '', mono = false }: LateFieldProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: waits for the text alone
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => change(text), REST);
    return () => clearTimeout(timer);
  }, [text]);
  const take = (): void => {
    if (text !== value) change(text);
  };
  return (
    <input
      className={`tool-field late-field ${mono ? 'late-field-mono' : ''} ${problem === '' ? '' : 'late-field-bad'}`}
      aria-label={label}
      aria-invalid={problem !== ''}
      title={problem}
      spellCheck={false}
      maxLength={8000}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
      }}
    />
  );
}
