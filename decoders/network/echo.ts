import type { EchoLinks } from '../facts/echo-links.ts';
import type { Cursor } from '../model/cursor.ts';
import { WARN } from '../model/expert.ts';
import { double, type Field, type FieldSpec, frameLink, none } from '../model/field.ts';
import type { LayerView } from '../model/layer-view.ts';

type EchoKey = 'responseIn' | 'noResponse' | 'responseTo' | 'responseTime' | 'responseNotFound';
export type EchoFields = Readonly<Record<EchoKey, Field>>;

/** Fields that tie an echo request and its reply, with the titles of ICMP or ICMPv6. */
export const echoSpecs = (titles: readonly [string, string, string]): Record<EchoKey, FieldSpec> => ({
  responseIn: frameLink('resp_in', titles[0], { help: 'The frame with the reply to this request.' }),
  noResponse: none('no_resp', 'No response seen', { help: 'The capture has no reply to this request.' }),
  responseTo: frameLink('resp_to', titles[1], { help: 'The frame with the request that this is the reply to.' }),
  responseTime: double('resptime', titles[2], { help: 'Milliseconds from the request to its reply.' }),
  responseNotFound: none('resp_not_found', 'Response not found', { hidden: true }),
});

/**
 * Learns an echo request or reply, and notes the frame it belongs to. What comes later is known in later passes only.
 *
 * @param key the request's checksum, for a reply as well
 * @param missing text of the expert note when there is no reply, empty where none is expected
 */
export function linkEcho(
  c: Cursor,
  f: EchoFields,
  state: EchoLinks,
  request: boolean,
  key: number,
  echo: number,
  missing: string,
): void {
  const d = c.frame;
  const { packet: p, record } = d;
  const { links } = state;
  if (d.learning) {
    const { addresses } = d.session;
    const a = addresses.sourceOf(p);
    const b = addresses.targetOf(p);
    if (request) state.request(a, b, key, echo, record);
    else state.reply(a, b, key, echo, record);
  }
  // A reply may still come while the session learns; in later passes the note stands whatever is noted.
  if (!c.noting && d.learning) return;
  if (request) {
    const link = links.ofRequest(record.number);
    const response = link < 0 ? 0 : links.response.get(link);
    if (response !== 0) c.generated(f.responseIn, response);
    else if (!d.learning && missing !== '') {
      c.generated(f.noResponse, 1);
      c.nest();
      c.expert(WARN, 'Sequence', missing, f.responseNotFound);
      c.unnest();
    }
    return;
  }
  const link = links.ofResponse(record.number);
  if (link < 0) return;
  c.generated(f.responseTo, links.request.get(link));
  const milliseconds = Math.round(links.delay.get(link) * 1e9) / 1e6;
  c.label(c.generated(f.responseTime, milliseconds), `[${f.responseTime.title}: ${milliseconds.toFixed(3)} ms]`);
}

/** ` (reply in 2)`, ` (request in 1)` or ` (no response found!)` for the Info column. */
export function echoText(v: LayerView, f: EchoFields): string {
  if (v.has(f.responseIn)) return ` (reply in ${v.num(f.responseIn)})`;
  if (v.has(f.responseTo)) return ` (request in ${v.num(f.responseTo)})`;
  return v.has(f.noResponse) ? ' (no response found!)' : '';
}

/** What a request or reply says of its counterpart, for the story; empty when it says nothing. */
export function echoStory(v: LayerView, f: EchoFields): string {
  if (v.has(f.responseIn)) return `; the reply is in frame ${v.num(f.responseIn)}`;
  if (v.has(f.noResponse)) return '; the capture has no reply';
  if (!v.has(f.responseTo)) return '';
  return `, ${v.num(f.responseTime).toFixed(3)} ms after the request in frame ${v.num(f.responseTo)}`;
}
