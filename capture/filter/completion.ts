import type { Field } from '../../decoders/model/field.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import { functions } from './functions.ts';
import { type Token, tokens } from './lexer.ts';
import { valueTitles } from './literals.ts';
import { type OperandClass, operators } from './operators.ts';
import { commonType, kindOf, typeTitles } from './value-kind.ts';

/** Something that can be typed at the caret. */
export interface Completion {
  readonly kind: 'field' | 'protocol' | 'operator' | 'value' | 'function' | 'macro';
  readonly label: string;
  readonly insert: string;
  /** Where the caret stands then, counted from the end of what was inserted. */
  readonly caretBack: number;
  readonly detail: string;
  readonly help: string;
}

/** What can replace the text from `from` to `to`. */
export interface Completions {
  readonly from: number;
  readonly to: number;
  readonly items: readonly Completion[];
}

/** Most things offered at once. */
const MOST = 50;

/**
 * What can stand at a place of a filter: fields and functions where a condition begins, operators that fit the field's
 * type behind it, names of values behind an operator. Works on unfinished and wrong texts.
 */
export function complete(
  text: string,
  caret: number,
  registry: Registry,
  macros: ReadonlyMap<string, string> = new Map(),
): Completions {
  const at = Math.min(caret, text.length);
  const { from, quoted } = wordBefore(text, at);
  const to = quoted ? closing(text, at) : at + (/^[\w.:-]*/.exec(text.slice(at))?.[0].length ?? 0);
  const typed = text.slice(quoted ? from + 1 : from, at);
  const before = piecesOf(text.slice(0, from));
  const items = quoted ? values(subject(before, registry), typed) : expected(before, typed, registry, macros);
  return { from, to, items: items.slice(0, MOST) };
}

/** Where the word at the caret begins; a quote that is not closed begins a string. */
function wordBefore(text: string, at: number): { from: number; quoted: boolean } {
  let open = -1;
  for (let i = 0; i < at; i++) {
    if (open >= 0 && text[i] === '\\') i++;
    else if (text[i] === '"') open = open < 0 ? i : -1;
  }
  if (open >= 0) return { from: open, quoted: true };
  const word = /(?:\$\{?|@)?[A-Za-z0-9_.:-]*$|[=!<>~&|^]+$/.exec(text.slice(0, at));
  return { from: word?.index ?? at, quoted: false };
}

function closing(text: string, at: number): number {
  const end = text.indexOf('"', at);
  return end < 0 ? at : end + 1;
}

/** The pieces before the word, or none where they are wrong. */
function piecesOf(text: string): readonly Token[] {
  try {
    return tokens(text).slice(0, -1);
  } catch {
    return [];
  }
}

function expected(
  before: readonly Token[],
  typed: string,
  registry: Registry,
  macros: ReadonlyMap<string, string>,
): readonly Completion[] {
  const last = before[before.length - 1];
  if (typed.startsWith('$')) return macroNames(macros, typed.replace(/^\$\{?/, ''));
  const role = last?.operator?.role;
  if (last === undefined || role === 'logical' || role === 'not' || role === 'quantifier' || isMark(last, '(')) {
    return operandsAt(typed, registry, last?.operator?.role !== 'quantifier');
  }
  if (inSet(before)) {
    const opens = isMark(last, '{') || isMark(last, ',') || isMark(last, '..');
    return opens ? values(subject(before, registry), typed) : [];
  }
  if (role === 'compare' || role === 'contains' || role === 'matches') {
    const fields = subject(before, registry);
    const named = values(fields, typed);
    if (typed === '' || fields.length === 0) return named;
    const kind = kindOf(commonType(fields));
    return [
      ...named,
      ...fieldsLike(typed, registry).filter((c) => c.kind === 'field' && ofKind(c.label, kind, registry)),
    ];
  }
  if (role === 'in') return [setItem];
  if (role === 'arithmetic') return operandsAt(typed, registry, false);
  return operatorsFor(fieldBefore(before, registry), typed);
}

const setItem: Completion = {
  kind: 'operator',
  label: '{ }',
  insert: '{}',
  caretBack: 1,
  detail: 'set',
  help: 'Values separated by commas, and ranges as 80..90.',
};

function isMark(token: Token, text: string): boolean {
  return token.kind === 'mark' && token.text === text;
}

function inSet(before: readonly Token[]): boolean {
  let depth = 0;
  for (let i = before.length - 1; i >= 0; i--) {
    if (isMark(before[i], '}')) depth++;
    else if (isMark(before[i], '{') && depth-- === 0) return before[i - 1]?.operator?.role === 'in';
  }
  return false;
}

/** The fields on the left of the operator that the caret stands behind. */
function subject(before: readonly Token[], registry: Registry): readonly Field[] {
  for (let i = before.length - 1; i > 0; i--) {
    const role = before[i].operator?.role;
    if (role === 'compare' || role === 'contains' || role === 'matches' || role === 'in') {
      return fieldBefore(before.slice(0, i), registry);
    }
    if (role === 'logical' || role === 'not') return [];
  }
  return [];
}

/** Fields of the name that the pieces end with. */
function fieldBefore(before: readonly Token[], registry: Registry): readonly Field[] {
  const last = before[before.length - 1];
  return last?.kind === 'word' ? registry.fieldsNamed(last.text) : [];
}

function ofKind(name: string, kind: string, registry: Registry): boolean {
  const fields = registry.fieldsNamed(name);
  return fields.length > 0 && kindOf(commonType(fields)) === kind;
}

function operandsAt(typed: string, registry: Registry, conditions: boolean): Completion[] {
  const out = fieldsLike(typed, registry);
  const wanted = typed.toLowerCase();
  for (const { name, help, example } of functions) {
    if (!name.startsWith(wanted) || wanted === '') continue;
    out.push({
      kind: 'function',
      label: `${name}()`,
      insert: `${name}()`,
      caretBack: 1,
      detail: 'function',
      help: `${help} ${example}`,
    });
  }
  if (conditions) out.push(...operatorsSpelled(typed, ['not', 'quantifier']).filter(() => typed !== ''));
  return out;
}

/** Protocols come first while nothing is typed; then names that begin with it, that have a part that does, by title. */
function fieldsLike(typed: string, registry: Registry): Completion[] {
  const wanted = typed.replace(/^@/, '').toLowerCase();
  const found: { readonly name: string; readonly rank: number }[] = [];
  for (const name of registry.names()) {
    const rank = rankOf(name, wanted, registry);
    if (rank >= 0) found.push({ name, rank });
  }
  found.sort((a, b) => a.rank - b.rank || depth(a.name) - depth(b.name) || (a.name < b.name ? -1 : 1));
  return found.slice(0, MOST).map(({ name }) => fieldItem(name, registry));
}

function depth(name: string): number {
  return name.split('.').length;
}

function rankOf(name: string, wanted: string, registry: Registry): number {
  if (wanted === '') return registry.protocol(name) && !name.startsWith('_') ? 0 : -1;
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (wanted.length < 2) return -1;
  if (name.includes(`.${wanted}`) || name.includes(`_${wanted}`)) return 2;
  if (wanted.length >= 3 && name.includes(wanted)) return 3;
  if (wanted.length >= 3 && registry.fieldsNamed(name)[0].title.toLowerCase().includes(wanted)) return 4;
  return wanted.length >= 4 && isSubsequence(wanted, name) ? 5 : -1;
}

function isSubsequence(wanted: string, name: string): boolean {
  let at = 0;
  for (const ch of name) if (ch === wanted[at]) at++;
  return at === wanted.length;
}

function fieldItem(name: string, registry: Registry): Completion {
  const fields = registry.fieldsNamed(name);
  const [field] = fields;
  const type = commonType(fields);
  const title = fields.length > 1 && field.name !== name ? fields.map((f) => f.title).join(' or ') : field.title;
  return {
    kind: type === 'protocol' ? 'protocol' : 'field',
    label: name,
    insert: name,
    caretBack: 0,
    detail: type === 'protocol' ? '' : typeTitles[type],
    help: [title, field.help ?? ''].filter((part) => part !== '').join('. '),
  };
}

function operatorsFor(fields: readonly Field[], typed: string): Completion[] {
  const relations =
    fields.length === 0 ? [] : operatorsSpelled(typed, ['compare', 'contains', 'matches', 'in', 'arithmetic']);
  const type = fields.length === 0 ? 'none' : commonType(fields);
  const fitting = relations.filter(({ label }) => {
    const { takes } = operators.find((o) => o.spellings.includes(label))!;
    return fits(takes, kindOf(type));
  });
  return [...fitting, ...operatorsSpelled(typed, ['logical'])];
}

function fits(takes: OperandClass, kind: ReturnType<typeof kindOf>): boolean {
  if (kind === 'none') return false;
  switch (takes) {
    case 'bytes-or-text':
      return kind === 'bytes' || kind === 'text';
    case 'number':
      return kind === 'number' || kind === 'duration';
    case 'bits':
      return kind === 'number' || kind === 'ipv4';
    default:
      return true;
  }
}

/** Operators of some roles that can be spelled as what is typed so far; by the spelling typed, or the usual one. */
function operatorsSpelled(typed: string, roles: readonly string[]): Completion[] {
  const out: Completion[] = [];
  for (const { spellings, role, help, example } of operators) {
    if (!roles.includes(role)) continue;
    const spelling = typed === '' ? spellings[0] : spellings.find((s) => s.startsWith(typed));
    if (spelling === undefined) continue;
    const others = spellings.filter((s) => s !== spelling).join(', ');
    out.push({
      kind: 'operator',
      label: spelling,
      insert: `${spelling} `,
      caretBack: 0,
      detail: others,
      help: `${help} ${example}`,
    });
  }
  return out;
}

/** Names of values, as they must be written. */
function values(fields: readonly Field[], typed: string): Completion[] {
  if (fields.length === 0) return [];
  const type = commonType(fields);
  if (type === 'bool') {
    const [yes, no] = fields[0].truth ?? ['Set', 'Not set'];
    return [valueItem('True', 'True', yes), valueItem('False', 'False', no)].filter(({ label }) =>
      label.toLowerCase().startsWith(typed.toLowerCase()),
    );
  }
  return valueTitles(fields, typed, MOST).map(([value, title]) => {
    const digits = fields[0].base === 'hex' ? `0x${value.toString(16).padStart(4, '0')}` : String(value);
    return valueItem(title, JSON.stringify(title), digits);
  });
}

function valueItem(label: string, insert: string, detail: string): Completion {
  return { kind: 'value', label: label.slice(0, 300), insert: insert.slice(0, 300), caretBack: 0, detail, help: '' };
}

function macroNames(macros: ReadonlyMap<string, string>, typed: string): Completion[] {
  return [...macros]
    .filter(([name]) => name.startsWith(typed))
    .map(([name, text]) => {
      const takes = /\$1\b/.test(text);
      const insert = takes ? `$${name}()` : `\${${name}}`;
      return {
        kind: 'macro',
        label: name,
        insert,
        caretBack: takes ? 1 : 0,
        detail: 'macro',
        help: text.slice(0, 1000),
      };
    });
}
