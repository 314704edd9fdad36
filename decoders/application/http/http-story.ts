import type { LayerView } from '../../model/layer-view.ts';
import { headerFields } from './header-fields.ts';
import { f } from './http-fields.ts';

/** One sentence on what is asked or answered. */
export function httpStory(v: LayerView): string {
  if (v.has(f.method)) {
    const name = v.has(headerFields.Host) ? v.text(headerFields.Host) : '';
    const host = name === '' ? '' : ` from ${name}`;
    const answer = v.has(f.responseIn) ? `; frame ${v.num(f.responseIn)} answers` : '';
    return `Asks with ${v.text(f.method)} for ${v.text(f.uri) || 'something'}${host}${answer}.`;
  }
  if (!v.has(f.status)) return 'Carries on a message whose beginning is not in the capture.';
  const what = v.has(f.responseFor) ? ` to the request for ${v.text(f.responseFor)}` : '';
  const body = v.has(f.fileData) ? 'with a body' : 'without a body';
  return `Answers ${v.num(f.status)} ${v.text(f.statusTitle)}${what}, ${body}.`;
}
