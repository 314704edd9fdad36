import type { OptionTable } from './option.ts';

const width = 100;

/** The list of all options, by section, as --help shows it. */
export function describeOptions(table: OptionTable): string {
  const lines: string[] = [];
  const sections = new Set(Object.values(table).map((option) => option.section));
  for (const section of sections) {
    lines.push('', `${section}:`);
    for (const [name, option] of Object.entries(table)) {
      if (option.section !== section) continue;
      lines.push(`  --${name}${option.value === '' ? '' : ` ${option.value}`}`);
      const usual = usualText(option.usual, option.value);
      const marks = [usual === '' ? '' : `default ${usual}`, option.reloads ? 'taken over on reload' : ''];
      const notes = marks.filter((mark) => mark !== '').join('; ');
      lines.push(...wrap(notes === '' ? option.help : `${option.help} (${notes})`));
    }
  }
  return `${lines.join('\n')}\n`;
}

/** The list of all options for another program that offers them: one JSON array. */
export function optionsAsJson(table: OptionTable): string {
  const options = Object.entries(table).map(([name, { value, usual, help, section, reloads }]) => ({
    name,
    value,
    usual: usualText(usual, value),
    help,
    section,
    reloads,
  }));
  return `${JSON.stringify(options)}\n`;
}

/** The usual value as one would write it; empty where it is none. */
function usualText(value: unknown, placeholder: string): string {
  if (value === '' || value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map(String).join(',');
  if (placeholder === 'SECONDS') return `${Number(value) / 1_000}`;
  return String(value);
}

function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = '     ';
  for (const word of text.split(' ')) {
    if (line.length + word.length + 1 > width) {
      lines.push(line);
      line = '     ';
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
