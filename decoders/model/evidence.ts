import type { Cursor } from './cursor.ts';
import { fields, frameLink, none, text } from './field.ts';

/** What a diagnosis rests on: lines below its expert note. Not Wireshark's: left out of the forms that have its shape. */
export const evidenceFields = fields('osiscope.evidence', {
  evidence: none('', 'Evidence', {
    help: 'What the note above rests on: the rule, the values compared, the frames they came from, and what else it could be.',
  }),
  rule: text('rule', 'Rule', { help: 'When the note is made.' }),
  value: text('value', 'Value', { help: 'A value that the rule compares.' }),
  frame: frameLink('frame', 'Value from frame', { help: 'The frame that a value which the rule compares came from.' }),
  threshold: text('threshold', 'Threshold', { help: 'The limit that the rule applied here.' }),
  alternative: text('alternative', 'Could also be', { help: 'What else would look the same in a capture.' }),
});

const all = Object.values(evidenceFields);

/** Whether any line of evidence is wanted: guards what only serves them. */
export function wantsEvidence(c: Cursor): boolean {
  return all.some((field) => c.wants(field));
}

/** A line that names a frame, or one without where the frame is not known (0). */
export function noteValue(c: Cursor, line: string, frame = 0): void {
  if (frame > 0) c.label(c.generated(evidenceFields.frame, frame), `${line}, frame ${frame}`);
  else c.label(c.generated(evidenceFields.value, 0, line), line);
}

export function noteRule(c: Cursor, rule: string): void {
  c.label(c.generated(evidenceFields.rule, 0, rule), `Rule: ${rule}`);
}

export function noteThreshold(c: Cursor, threshold: string): void {
  c.label(c.generated(evidenceFields.threshold, 0, threshold), `Threshold: ${threshold}`);
}

export function noteAlternative(c: Cursor, alternative: string): void {
  c.label(c.generated(evidenceFields.alternative, 0, alternative), `Could also be: ${alternative}`);
}
