interface NumberFieldProps {
  readonly label: string;
  /** Written after the field instead of only told to screen readers. */
  readonly shownLabel?: boolean;
  /** Null where nothing is given. */
  readonly value: number | null;
  readonly most: number;
  readonly placeholder?: string;
  readonly change: (value: number | null) => void;
}

/** A field for a whole number above 0, or nothing. */
export function NumberField({ label, shownLabel = false, value, most, placeholder = '', change }: NumberFieldProps) {
  const field = (
    <input
      className="tool-field number-field"
      inputMode="numeric"
      autoComplete="off"
      aria-label={shownLabel ? undefined : label}
      placeholder={placeholder}
      value={value ?? ''}
      onChange={(event) => {
        const digits = event.target.value.replace(/\D/g, '').slice(0, 15);
        const number = Math.min(Number(digits), most);
        change(number > 0 ? number : null);
      }}
    />
  );
  if (!shownLabel) return field;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the field is in it
    <label className="number-label">
      {field}
      {label}
    </label>
  );
}
