import { numberText } from '../status/number-texts.ts';
import { onlySeverity, type Severity, severities, toggleSeverity, useExpert } from './expert-state.ts';
import { SeveritySign } from './SeveritySign.tsx';

interface ExpertChoicesProps {
  readonly counts: Readonly<Record<Severity, number>> | undefined;
}

/** What the page is narrowed down to: severities with their counts, a text, displayed packets. */
export function ExpertChoices({ counts }: ExpertChoicesProps) {
  const { shown, text, displayed } = useExpert();
  return (
    <div className="expert-choices">
      <div className="expert-severities" role="group" aria-label="Severities">
        {severities.map(([severity, name]) => (
          <button
            key={severity}
            type="button"
            className="expert-severity"
            aria-pressed={shown.includes(severity)}
            title={`Show or hide ${name.toLowerCase()}; double-click to show them alone`}
            onClick={() => toggleSeverity(severity)}
            onDoubleClick={() => onlySeverity(severity)}
          >
            <SeveritySign severity={severity} />
            {name} <b>{counts ? numberText(counts[severity]) : '–'}</b>
          </button>
        ))}
      </div>
      <input
        className="tool-field expert-text"
        type="search"
        placeholder="Summary, protocol or field"
        aria-label="Part of summary, protocol or field"
        spellCheck={false}
        maxLength={200}
        value={text}
        onChange={(event) => useExpert.setState({ text: event.target.value })}
      />
      <label className="expert-displayed" title="Only notes of packets that are displayed">
        <input
          type="checkbox"
          checked={displayed}
          onChange={(event) => useExpert.setState({ displayed: event.target.checked })}
        />
        Displayed packets only
      </label>
    </div>
  );
}
