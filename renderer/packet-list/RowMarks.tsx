import { rowFlag, type Severity, severityOf } from '../../contract/row-flags.ts';

const signs: Readonly<Record<Severity, string>> = {
  none: '',
  comment: '',
  chat: '·',
  note: 'i',
  warning: '!',
  error: '✕',
};

/** The marks before a row's first column: a diamond if it was marked, a star for a time reference, a sign for its gravest note. */
export function RowMarks({ flags }: { readonly flags: number }) {
  const severity = severityOf(flags);
  return (
    <span className="packet-marks">
      {flags & rowFlag.marked ? (
        <span role="img" aria-label="marked" title="Marked">
          ◆
        </span>
      ) : flags & rowFlag.timeReference ? (
        <span role="img" aria-label="time reference" title="Times count from here">
          ★
        </span>
      ) : null}
      {signs[severity] !== '' && (
        <span
          role="img"
          aria-label={severity}
          className={`packet-severity packet-severity-${severity}`}
          title={`Gravest note: ${severity}`}
        >
          {signs[severity]}
        </span>
      )}
    </span>
  );
}

const tags: readonly (readonly [flag: number, text: string, help: string])[] = [
  [rowFlag.malformed, 'malformed', 'Bytes that contradict the protocol'],
  [rowFlag.truncated, 'cut short', 'The frame was not captured whole'],
  [rowFlag.ignored, 'ignored', 'Left out of what is worked out'],
  [rowFlag.commented, 'comment', 'The packet has a comment'],
];

/** What a row says of itself before its Info. */
export function RowTags({ flags }: { readonly flags: number }) {
  return tags.map(
    ([flag, text, help]) =>
      (flags & flag) !== 0 && (
        <span key={text} className={`packet-tag packet-tag-${text.replace(' ', '-')}`} title={help}>
          {text}
        </span>
      ),
  );
}
