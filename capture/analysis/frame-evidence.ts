import type { evidenceLine } from '../../contract/messages/expert.ts';
import type { Infer } from '../../contract/schema.ts';
import { evidenceFields } from '../../decoders/model/evidence.ts';
import { allFields } from '../../decoders/model/field.ts';
import { fullMask } from '../../decoders/model/mask.ts';
import type { Capture } from '../store/capture.ts';
import { type ExpertNote, expertNotes } from './expert-notes.ts';

export type EvidenceLine = Infer<typeof evidenceLine>;

const mask = fullMask();
/** Longest line of evidence, and most lines of one note. */
const MAX_TEXT = 600;
const MAX_LINES = 64;

/** The notes of a frame with what each rests on; undefined when there is no such frame. */
export function frameEvidence(
  capture: Capture,
  frame: number,
): { note: ExpertNote; evidence: EvidenceLine[] }[] | undefined {
  const d = capture.decode(frame, mask);
  if (!d) return undefined;
  const { tape } = d.cursor;
  return expertNotes(d).map((note) => {
    const evidence: EvidenceLine[] = [];
    let at = note.entry + 1;
    for (; at < tape.count && tape.depth[at] > tape.depth[note.entry]; at++) {
      const field = allFields()[tape.field[at]];
      const kind = kinds.get(field.id);
      if (kind === undefined || evidence.length === MAX_LINES) continue;
      const text = (tape.label[at] ?? `${field.title}: ${tape.object[at] ?? tape.value[at]}`).slice(0, MAX_TEXT);
      evidence.push({ kind, text, frame: field.type === 'frame' ? tape.value[at] : null });
    }
    return { note, evidence };
  });
}

const kinds = new Map<number, EvidenceLine['kind']>([
  [evidenceFields.rule.id, 'rule'],
  [evidenceFields.value.id, 'value'],
  [evidenceFields.frame.id, 'value'],
  [evidenceFields.threshold.id, 'threshold'],
  [evidenceFields.alternative.id, 'alternative'],
]);
