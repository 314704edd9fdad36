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
      const marks = [usual(option.usual, option.value), option.reloads ? 'taken over on reload' : ''];
      const notes = marks.filter((mark) => mark !== '').join('; ');
      lines.push(...wrap(notes === '' ? option.help : `${option.help} (${notes})`));
    }
  }
  return `${lines.join('\n')}\n`;
}

function usual(value: unknown, placeholder: string): string {
  if (value === '' || value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.length === 0 ? '' : `default ${value.map(String).join(',')}`;
  if (placeholder === 'SECONDS') return `default ${Number(value) / 1_000}`;
  return `default ${String(value)}`;
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
