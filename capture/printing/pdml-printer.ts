import type { Dissection } from '../../decoders/model/dissection.ts';
import { fullMask, type Mask } from '../../decoders/model/mask.ts';
import { GENERATED, HIDDEN } from '../../decoders/model/tape.ts';
import { hex } from '../../decoders/tree/bytes-text.ts';
import { dateText } from '../../decoders/tree/time-text.ts';
import { type TreeLine, treeLines } from '../../decoders/tree/tree-lines.ts';
import { noteUndecoded } from '../../decoders/tree/undecoded.ts';
import { entryBytes, exportText } from '../../decoders/tree/value-text.ts';
import type { Printer, TextOutput } from './printer.ts';

/** Bytes of a field that stand in the file; the rest can be read from the capture. */
const MOST_BYTES = 1 << 20;

/** `-T pdml`: every frame's field tree as XML, in the shape of the Packet Details Markup Language that tshark writes. */
export class PdmlPrinter implements Printer {
  readonly mask: Mask = fullMask(true, false);
  readonly #out: TextOutput;
  readonly #creator: string;
  readonly #file: string;

  constructor(out: TextOutput, creator: string, file: string) {
    this.#out = out;
    this.#creator = creator;
    this.#file = file;
  }

  begin(): void {
    this.#out.write(
      `<?xml version="1.0" encoding="utf-8"?>\n<?xml-stylesheet type="text/xsl" href="pdml2html.xsl"?>\n` +
        `<pdml version="0" creator="${xml(this.#creator)}" time="${new Date().toISOString()}" capture_file="${xml(this.#file)}">\n`,
    );
  }

  frame(d: Dissection): void {
    noteUndecoded(d);
    const lines = treeLines(d);
    this.#out.write(`<packet>\n${general(d)}`);
    for (let at = 0; at < lines.length; ) at = this.#element(d, lines, at, 1);
    this.#out.write('</packet>\n\n\n');
  }

  end(): void {
    this.#out.write('</pdml>\n');
  }

  /** Writes a line and everything below it; returns the next line. */
  #element(d: Dissection, lines: readonly TreeLine[], at: number, indent: number): number {
    const line = lines[at];
    let end = at + 1;
    while (end < lines.length && lines[end].depth > line.depth) end++;
    const layer = line.depth === 0 && line.field.type === 'protocol';
    const tag = layer ? 'proto' : 'field';
    const pad = '  '.repeat(indent);
    const open = `${pad}<${tag} ${layer ? layerAttributes(d, line) : fieldAttributes(d, line)}`;
    if (end === at + 1 && !layer) {
      this.#out.write(`${open}/>\n`);
      return end;
    }
    this.#out.write(`${open}>\n`);
    for (let inner = at + 1; inner < end; ) inner = this.#element(d, lines, inner, indent + 1);
    this.#out.write(`${pad}</${tag}>\n`);
    return end;
  }
}

/** What tshark puts before the layers of every packet. */
function general(d: Dissection): string {
  const { number, originalLength, capturedLength, seconds, nanoseconds } = d.record;
  const size = capturedLength;
  const time = BigInt(Math.trunc(seconds)) * 1_000_000_000n + BigInt(Math.max(0, nanoseconds));
  const item = (name: string, title: string, show: string, value: string): string =>
    `    <field name="${name}" pos="0" show="${xml(show)}" showname="${title}" value="${value}" size="${size}"/>\n`;
  return (
    `  <proto name="geninfo" pos="0" showname="General information" size="${size}">\n` +
    item('num', 'Number', String(number), number.toString(16)) +
    item('len', 'Frame Length', String(originalLength), originalLength.toString(16)) +
    item('caplen', 'Captured Length', String(capturedLength), capturedLength.toString(16)) +
    item(
      'timestamp',
      'Captured Time',
      dateText(time),
      `${seconds}.${String(Math.max(0, nanoseconds)).padStart(9, '0')}`,
    ) +
    '  </proto>\n'
  );
}

function layerAttributes(d: Dissection, { entry, field, text }: TreeLine): string {
  const { tape } = d.cursor;
  const size = field === d.registry.frame.layer ? d.record.capturedLength : tape.length[entry];
  return `name="${xml(field.name)}" showname="${xml(text)}" size="${size}" pos="${Math.max(0, tape.start[entry])}"`;
}

function fieldAttributes(d: Dissection, { entry, field, text }: TreeLine): string {
  const { tape } = d.cursor;
  const flags = tape.flags[entry];
  const size = tape.length[entry];
  const place = `size="${size}" pos="${Math.max(0, tape.start[entry])}"`;
  const words = flags & GENERATED ? text.replace(/^\[(.*)\]$/s, '$1') : text;
  if (field.type === 'none') {
    return `name="" show="${xml(words)}" ${place}${size > 0 ? ` value="${bytesOf(d, entry)}"` : ''}`;
  }
  const show =
    field.type === 'protocol' ? '' : field.type === 'bytes' ? bytesOf(d, entry, ':') : exportText(d, entry, field);
  const hide = flags & HIDDEN ? ' hide="yes"' : '';
  const head = `name="${xml(field.name)}" showname="${xml(words)}"${hide} ${place} show="${xml(show)}"`;
  if (size === 0) return head;
  if (field.mask === 0) return `${head} value="${bytesOf(d, entry)}"`;
  return `${head} value="${tape.value[entry].toString(16)}" unmaskedvalue="${bytesOf(d, entry)}"`;
}

function bytesOf(d: Dissection, entry: number, separator = ''): string {
  const bytes = entryBytes(d, entry);
  return hex(bytes, 0, Math.min(bytes.length, MOST_BYTES), separator);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
};

/** Text of an attribute. Characters that XML cannot hold are shown by their code. */
function xml(text: string): string {
  return text
    .replace(/[&<>"']/g, (ch) => entities[ch])
    .toWellFormed()
    .replace(/[\p{Cc}\ufffe\uffff]/gu, (ch) => `\\x${ch.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
