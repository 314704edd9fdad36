interface NumberFieldProps {
  readonly label: string;
  /** Written after the field. */
  readonly unit?: string;
  /** Null where nothing is given. */
  readonly value: number | null;
  readonly most: number;
  readonly placeholder?: string;
  readonly change: (value: number | null) => void;
}

/** A field for a whole number above 0, or nothing. */
export function NumberField({ label, unit = '', value, most, placeholder = '', change }: NumberFieldProps) {
  return (
    <span className="number-field-place">
      <input
        className="tool-field number-field"
        inputMode="numeric"
        autoComplete="off"
        aria-label={label}
        placeholder={placeholder}
        value={value ?? ''}
        onChange={(event) => {
          const digits = event.target.value.replace(/\D/g, '').slice(0, 15);
          const number = Math.min(Number(digits), most);
          change(number > 0 ? number : null);
        }}
      />
      {unit}
    </span>
  );
}
