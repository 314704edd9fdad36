interface SearchFieldProps {
  readonly label: string;
  readonly text: string;
  readonly change: (text: string) => void;
}

/** Narrows a table down to the rows that have a text in them; the capture process finds them. */
export function SearchField({ label, text, change }: SearchFieldProps) {
  return (
    <input
      className="tool-field"
      type="search"
      placeholder={label}
      aria-label={label}
      spellCheck={false}
      maxLength={200}
      value={text}
      onChange={(event) => change(event.target.value)}
    />
  );
}
