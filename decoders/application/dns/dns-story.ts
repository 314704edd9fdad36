import { valueName } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import { f } from './dns-fields.ts';
import { rcodeNames } from './message-names.ts';
import { typeName } from './type-name.ts';

/** One sentence on what was asked or answered. */
export function dnsStory(v: LayerView): string {
  const flags = v.num(f.flags, 0);
  const asked = v.has(f.queryName) ? `${typeName(v.num(f.queryType))} records of ${v.text(f.queryName)}` : '';
  if ((flags & 0x8000) === 0) {
    return asked === '' ? 'Sends a message without a question.' : `Asks for the ${asked}.`;
  }
  const about = asked === '' ? 'Announces' : `Answers the question for the ${asked} with`;
  const rcode = flags & 15;
  if (rcode !== 0) {
    const reason = valueName(rcodeNames, rcode) ?? `error ${rcode}`;
    return asked === ''
      ? `Refuses a question: ${reason}.`
      : `Has no answer to the question for the ${asked}: ${reason}.`;
  }
  const answers = v.num(f.answers, 0);
  return `${about} ${answers} ${answers === 1 ? 'record' : 'records'}.`;
}
