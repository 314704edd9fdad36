import type { Cursor } from '../../model/cursor.ts';
import { WARN } from '../../model/expert.ts';
import { type Field, fields, none } from '../../model/field.ts';

/** One kind of option in a configuration packet. */
export interface OptionSpec {
  readonly title: string;
  /** Stands for the whole option. */
  readonly field: Field;
  /** Bytes, type and length included: exactly, or at least when {@link open}. */
  readonly length: number;
  readonly open?: boolean;
  /** Reads what follows type and length; the cursor's end is the option's. */
  read?(c: Cursor): void;
  /** What the tree tells behind the title, for example `: 1500`; `at` is where the value begins. Called only when noting. */
  text?(c: Cursor, at: number): string;
}

/** The options of one protocol. */
export interface OptionList {
  readonly type: Field;
  readonly length: Field;
  readonly options: Readonly<Record<number, OptionSpec>>;
}

const f = fields('ppp', {
  options: none('options', 'Options'),
  option: none('option', 'Option'),
  badLength: none('opt.len.invalid', 'Invalid length for option', { hidden: true }),
});

/**
 * Reads options up to the cursor's end: one byte type, one byte length of the whole option, value (RFC 1661 section 5).
 * An option whose length cannot be is told as such; if the next one cannot be found then, reading ends.
 *
 * @param declared bytes of options as the packet says, for the heading
 */
export function readOptions(c: Cursor, list: OptionList, declared = c.remaining, heading = 'Options'): void {
  const entry = c.open(f.options);
  let titles = '';
  while (c.remaining > 0) {
    if (c.available < Math.min(2, c.remaining)) c.short(2);
    const type = c.peek8(c.pos);
    const spec = Object.hasOwn(list.options, type) ? list.options[type] : undefined;
    const length = c.remaining < 2 ? -1 : c.peek8(c.pos + 1);
    if (length < 2 || length > c.remaining) {
      problem(c, type, spec, length, Math.min(2, c.remaining));
      break;
    }
    if (spec && entry >= 0) titles += `, ${spec.title}`;
    if (!spec) unknown(c, type, length);
    else if (spec.open ? length < spec.length : length !== spec.length) {
      problem(c, type, spec, length, length);
      c.skip(length);
    } else one(c, list, spec, length);
  }
  c.close(entry);
  if (entry >= 0) c.label(entry, `${heading}: (${declared} byte${declared === 1 ? '' : 's'})${titles}`);
}

function one(c: Cursor, list: OptionList, spec: OptionSpec, length: number): void {
  const outer = c.scope(length);
  const entry = c.open(spec.field);
  c.u8(list.type);
  c.u8(list.length);
  const at = c.pos;
  spec.read?.(c);
  if (c.remaining > 0) c.skip(c.remaining);
  c.close(entry);
  if (entry >= 0) c.label(entry, spec.title + (spec.text?.(c, at) ?? ''));
  c.leave(outer);
}

function unknown(c: Cursor, type: number, length: number): void {
  const entry = c.at(f.option, c.pos, length, 0);
  if (entry >= 0) c.label(entry, `${unknownTitle(type)} (${length} bytes)`);
  c.skip(length);
}

/** Tells why an option's length cannot be. */
function problem(c: Cursor, type: number, spec: OptionSpec | undefined, length: number, shown: number): void {
  const text = c.noting ? problemText(c, spec?.title ?? unknownTitle(type), spec, length) : '';
  c.label(c.at(f.option, c.pos, Math.min(shown, c.available), 0), text);
  c.nest();
  c.expert(WARN, 'Protocol', text, f.badLength);
  c.unnest();
}

function problemText(c: Cursor, title: string, spec: OptionSpec | undefined, length: number): string {
  if (length < 0) return `${title} (length byte past end of options)`;
  const bytes = `${length} byte${length === 1 ? '' : 's'}`;
  if (length < 2) return `${title} (with too-short option length = ${bytes})`;
  if (length > c.remaining) return `${title} (option length = ${bytes} says option goes past end of options)`;
  return `${title} (with option length = ${bytes}; should be ${spec?.open ? '>= ' : ''}${spec?.length})`;
}

function unknownTitle(type: number): string {
  return `Unknown (0x${type.toString(16).padStart(2, '0')})`;
}

/** Names of the option types of a list. */
export function optionNames(options: Readonly<Record<number, OptionSpec>>): (type: number) => string | undefined {
  return (type) => (Object.hasOwn(options, type) ? options[type].title : undefined);
}
