import { MULTIPLE_TAILS, OVERLAP, OVERLAP_CONFLICT, TOO_LONG } from '../facts/fragments.ts';
import type { Cursor } from '../model/cursor.ts';
import type { Dissection } from '../model/dissection.ts';
import { bool, type Field, type FieldSpec, frameLink, octets, uint32 } from '../model/field.ts';
import type { LayerView } from '../model/layer-view.ts';
import type { Packet } from '../model/packet.ts';
import type { Protocol } from '../model/protocol.ts';
import { GENERATED } from '../model/tape.ts';

/** Fields about fragments, the same for both versions of IP. */
export const fragmentSpecs = (version: 'IPv4' | 'IPv6'): Record<FragmentKey, FieldSpec> => ({
  fragments: {
    ...octets('fragments', `${version} Fragments`, { help: 'The fragments that this datagram was made of.' }),
    type: version === 'IPv4' ? 'bytes' : 'none',
  },
  fragment: frameLink('fragment', `${version} Fragment`, { help: 'A frame that carried a part of this datagram.' }),
  fragmentError: frameLink('fragment.error', 'Defragmentation error', {
    help: 'A frame whose fragment does not fit the others.',
  }),
  overlap: bool('fragment.overlap', 'Fragment overlap', {
    truth: ['True', 'False'],
    help: 'The fragment has bytes that another one has too.',
  }),
  overlapConflict: bool('fragment.overlap.conflict', 'Conflicting data in fragment overlap', {
    truth: ['True', 'False'],
    help: 'Two fragments disagree about the same bytes: a fault, or an attempt to deceive whoever watches.',
  }),
  multipleTails: bool('fragment.multipletails', 'Multiple tail fragments found', {
    truth: ['True', 'False'],
    help: 'Several fragments claim to be the last one, with different lengths of the datagram.',
  }),
  tooLong: bool('fragment.toolongfragment', 'Fragment too long', {
    truth: ['True', 'False'],
    help: 'The fragment reaches beyond the end of the datagram.',
  }),
  fragmentCount: uint32('fragment.count', 'Fragment count'),
  reassembledIn: frameLink(
    version === 'IPv4' ? 'reassembled_in' : 'reassembled.in',
    `Reassembled ${version} in frame`,
    {
      help: 'The frame with the last fragment to arrive, where the whole datagram is shown.',
    },
  ),
  reassembledLength: uint32('reassembled.length', `Reassembled ${version} length`),
  reassembledData: octets('reassembled.data', `Reassembled ${version} data`),
});

type FragmentKey =
  | 'fragments'
  | 'fragment'
  | 'fragmentError'
  | 'overlap'
  | 'overlapConflict'
  | 'multipleTails'
  | 'tooLong'
  | 'fragmentCount'
  | 'reassembledIn'
  | 'reassembledLength'
  | 'reassembledData';

export type FragmentFields = Readonly<Record<FragmentKey, Field>>;

/**
 * Takes the rest of the layer as a fragment. When it completes its datagram, that becomes a byte source and `next`
 * follows in it; otherwise the answer is false and the fragment remains to be shown by itself.
 *
 * @param ident, protocol what names the datagram besides the addresses in the frame's registers
 * @param offset where the fragment belongs, in bytes
 */
export function reassemble(
  c: Cursor,
  f: FragmentFields,
  name: string,
  ident: number,
  protocol: number,
  offset: number,
  more: boolean,
  next: Protocol | undefined,
): boolean {
  const d = c.frame;
  const table = d.session.fragments;
  const slot = Math.max(0, d.sources.length - 1);
  const row = d.learning
    ? learn(c, ident, protocol, offset, more, slot)
    : table.find(d.record.number, c.source, c.pos - c.base);
  if (row < 0) return false;
  const completion = table.completion(row);
  if (completion === 0) return false;
  if (!table.completes(row)) {
    c.generated(f.reassembledIn, completion);
    return false;
  }
  const bytes = d.learning ? table.completed(slot) : table.assemble(row, c.bytes, c.pos, d.session.frames, slot);
  if (!bytes) return false;
  const length = table.datagramLength.get(table.datagram.get(row));
  const source = d.followSource(next, name, bytes, 0, length);
  if (source < 0) return false;
  if (c.noting) noteFragments(c, f, row, source, length);
  return true;
}

function learn(c: Cursor, ident: number, protocol: number, offset: number, more: boolean, slot: number): number {
  const d = c.frame;
  const { packet: p } = d;
  return d.session.fragments.learn(
    sourceId(d, p),
    d.session.addresses.targetOf(p),
    ident,
    protocol,
    d.record.number,
    c.source,
    c.pos - c.base,
    offset,
    c.remaining,
    more,
    c.bytes,
    c.pos,
    slot,
  );
}

function sourceId(d: Dissection, p: Packet): number {
  return d.session.addresses.sourceOf(p);
}

function noteFragments(c: Cursor, f: FragmentFields, row: number, source: number, length: number): void {
  const table = c.frame.session.fragments;
  const datagram = table.datagram.get(row);
  table.order(datagram);
  const heading = note(c, f.fragments, source, 0, length, 0);
  const parts: string[] = [];
  c.nest();
  for (let i = 0; i < table.orderedCount; i++) {
    const at = table.ordered[i];
    const frame = table.frame.get(at);
    const flags = table.flags.get(at);
    const start = table.offset.get(at);
    const bytes = table.length.get(at);
    parts.push(`#${frame}(${bytes})`);
    const field = flags & (OVERLAP_CONFLICT | MULTIPLE_TAILS | TOO_LONG) ? f.fragmentError : f.fragment;
    const shown = Math.max(0, Math.min(bytes, length - start));
    c.label(
      note(c, field, source, Math.min(start, length), shown, frame),
      `Frame: ${frame}, payload: ${start}-${start + bytes - 1} (${bytes} ${bytes === 1 ? 'byte' : 'bytes'})`,
    );
    c.nest();
    if (flags & OVERLAP) c.generated(f.overlap, 1);
    if (flags & OVERLAP_CONFLICT) c.generated(f.overlapConflict, 1);
    if (flags & MULTIPLE_TAILS) c.generated(f.multipleTails, 1);
    if (flags & TOO_LONG) c.generated(f.tooLong, 1);
    c.unnest();
  }
  const count = table.orderedCount;
  const plural = f.fragments.title;
  c.label(heading, `${count} ${plural} (${length} bytes): ${parts.join(', ')}`);
  note(c, f.fragmentCount, source, 0, 0, count);
  note(c, f.reassembledLength, source, 0, 0, length);
  note(c, f.reassembledData, source, 0, length, 0);
  c.unnest();
}

/** Notes a generated field whose bytes are in the reassembled datagram. */
function note(c: Cursor, field: Field, source: number, start: number, length: number, value: number): number {
  return c.wants(field) ? c.tape.append(field, start, length, value, c.depth, c.layer, source, GENERATED) : -1;
}

/** ` [Reassembled in #5]` of a fragment, empty when it is not known. */
export function reassembledText(v: LayerView, f: FragmentFields): string {
  return v.has(f.reassembledIn) ? ` [Reassembled in #${v.num(f.reassembledIn)}]` : '';
}
