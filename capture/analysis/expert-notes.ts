import type { Dissection } from '../../decoders/model/dissection.ts';
import { evidenceFields } from '../../decoders/model/evidence.ts';
import { ERROR, expertFields, remarkFields, type Severity } from '../../decoders/model/expert.ts';
import { allFields, type Field, valueName } from '../../decoders/model/field.ts';
import { type Mask, maskOf } from '../../decoders/model/mask.ts';

/** One expert note of a frame. Its texts may come from the packet. */
export interface ExpertNote {
  readonly severity: Severity;
  /** What the note is about: Sequence, Checksum, Malformed, ... */
  readonly group: string;
  /** Short name of the protocol that it belongs to. */
  readonly protocol: string;
  readonly message: string;
  /** The note's own field, such as `tcp.analysis.retransmission`, where it has one. */
  readonly field: Field | undefined;
  /** Index of the note on the tape. */
  readonly entry: number;
  /** Wireshark does not make this note. */
  readonly own: boolean;
}

const MALFORMED = 'Malformed Packet (Exception occurred)';

let mask: Mask | undefined;

/** What a frame must be decoded with for {@link expertNotes}: the notes alone, without what they are about. */
export function expertMask(): Mask {
  const { expert, message, severity, group, malformed } = expertFields;
  const kinds = allFields().filter((field) => field.type === 'none' && field !== evidenceFields.evidence);
  mask ??= maskOf([expert, message, severity, group, malformed, ...Object.values(remarkFields), ...kinds]);
  return mask;
}

/** The notes of the frame just decoded with at least {@link expertMask}, in their order. */
export function expertNotes(d: Dissection): ExpertNote[] {
  const { tape } = d.cursor;
  const known = allFields();
  const notes: ExpertNote[] = [];
  for (let at = 0; at < tape.count; at++) {
    const { expert, malformed } = expertFields;
    const id = tape.field[at];
    const own = id === remarkFields.expert.id;
    if (!own && id !== expert.id && id !== malformed.id) continue;
    const { message, group } = own ? remarkFields : expertFields;
    const { short, title } = d.registry.byIndex(d.layers.protocol(tape.layer[at]));
    const protocol = short || title;
    if (id === malformed.id) {
      const message = MALFORMED;
      notes.push({ severity: ERROR, group: 'Malformed', protocol, message, field: malformed, entry: at, own });
      continue;
    }
    let field: Field | undefined;
    let said = '';
    let about = '';
    for (let below = at + 1; below < tape.count && tape.depth[below] > tape.depth[at]; below++) {
      const part = tape.field[below];
      if (part === message.id) said = String(tape.object[below] ?? '');
      else if (part === group.id) {
        // The last part of a note. Deeper entries may follow of what is noted above it, as the mask leaves out the rest.
        about = valueName(group.names, tape.value[below]) ?? '';
        break;
      } else if (field === undefined && said === '' && known[part].type === 'none') field = known[part];
    }
    notes.push({ severity: tape.value[at] as Severity, group: about, protocol, message: said, field, entry: at, own });
  }
  return notes;
}
