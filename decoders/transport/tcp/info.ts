import { allFields, type Field } from '../../model/field.ts';
import type { LayerView } from '../../model/layer-view.ts';
import { findings } from './analysis-notes.ts';
import { a, f, n } from './fields.ts';
import { flagNames } from './flag-bits.ts';
import { o } from './option-fields.ts';
import { quickStartRates } from './option-names.ts';
import { MESSAGE_BYTES } from './payload-notes.ts';
import { SHORTEST_HEADER } from './segment.ts';

const MESSAGE_PART = ' [TCP segment of a reassembled PDU]';
const ACE_MASK = 0x1c0;

/** Experiments whose content has a text of its own. */
const TOLD = [0xf989, 0xacc0, 0xacc1];

function experimentText(id: number): string {
  return TOLD.includes(id) ? '' : ` ExID=${id.toString(16).toUpperCase()}`;
}

/** What options add to the Info text, by field id. */
const optionTexts = new Map<number, (value: number) => string>([
  [o.mssValue.id, (value) => ` MSS=${value}`],
  [o.sackPermitted.id, () => ' SACK_PERM'],
  [o.timestampValue.id, (value) => ` TSval=${value}`],
  [o.timestampEcho.id, (value) => ` TSecr=${value}`],
  [o.scaleMultiplier.id, (value) => ` WS=${value}`],
  [o.sackLeft.id, (value) => ` SLE=${value}`],
  [o.sackRight.id, (value) => ` SRE=${value}`],
  [o.echoValue.id, (value) => ` ECHO=${value}`],
  [o.ccValue.id, (value) => ` CC=${value}`],
  [o.md5.id, () => ' MD5'],
  [o.ao.id, () => 'TCP AO'],
  [o.userTimeoutValue.id, (value) => ` USER_TO=${value}`],
  [o.quickStartRate.id, (value) => ` QSresp=${quickStartRates[value] ?? 'Unknown'}`],
  [o.fastOpenRequest.id, () => ' TFO=R'],
  [o.fastOpenCookie.id, () => ' TFO=C'],
  [o.experiment.id, experimentText],
  [o.accurateEcn.id, (value) => (value === 1 ? ' AccECN' : '')],
  [o.ect0.id, (value) => ` EE0B=${value}`],
  [o.ce.id, (value) => ` ECEB=${value}`],
  [o.ect1.id, (value) => ` EE1B=${value}`],
]);

const optionFields = [...optionTexts.keys()].map((id) => allFields()[id]);

/** The fields that {@link info} reads. */
export const infoFields: readonly Field[] = [
  f.sourcePort,
  f.destinationPort,
  f.flags,
  f.ace,
  f.seq,
  f.ack,
  f.window,
  f.urg,
  f.urgentPointer,
  f.length,
  f.headerLength,
  f.segmentData,
  n.bogusHeaderLength,
  n.checksumBad,
  a.flags,
  a.duplicateAckNumber,
  a.duplicateAckFrame,
  ...findings.flatMap((finding) => finding.notes),
  ...optionFields,
];

/** The Info column, as tshark prints it. */
export function info(v: LayerView): string {
  if (!v.has(f.destinationPort)) return '';
  const ports = `${v.num(f.sourcePort)} → ${v.num(f.destinationPort)}`;
  if (!v.has(f.flags)) return bogus(v, ports);
  return `${ports} ${numbers(v)}${optionsText(v)}${isMessagePart(v) ? MESSAGE_PART : ''}`;
}

function bogus(v: LayerView, ports: string): string {
  if (!v.has(n.bogusHeaderLength)) return ports;
  return `${ports} Seq=${v.num(f.seq)}, bogus TCP header length (${v.num(f.headerLength)}, must be at least 20)`;
}

function numbers(v: LayerView): string {
  const flags = v.num(f.flags);
  const marks = v.num(f.ace, -1);
  const names = marks < 0 ? flagNames(flags) : flagNames(flags & ~ACE_MASK, `ACE=${marks}`);
  let out = `[${names}] Seq=${v.num(f.seq)}`;
  if (flags & 0x010) out += ` Ack=${v.num(f.ack)}`;
  out += ` Win=${v.num(f.window)}`;
  if (v.has(n.checksumBad)) out += ' [TCP CHECKSUM INCORRECT]';
  if (flags & 0x020 && v.has(f.urgentPointer)) out += ` Urg=${v.num(f.urgentPointer)}`;
  if (v.has(f.length)) out += ` Len=${v.num(f.length)}`;
  return out;
}

/** What the analysis found, in front of the Info text of whatever the segment carries. */
export function tags(v: LayerView): string {
  if (!v.has(a.flags)) return '';
  let out = '';
  for (const { notes, tag } of findings) {
    if (!v.has(notes[0]) || (notes[0] === a.retransmission && isSpecial(v))) continue;
    const about = notes[0] === a.duplicateAck ? ` ${v.num(a.duplicateAckFrame)}#${v.num(a.duplicateAckNumber)}` : '';
    out = `[${tag}${about}] ${out}`;
  }
  return out;
}

/** A fast or spurious retransmission is also noted as a retransmission. */
function isSpecial(v: LayerView): boolean {
  return v.has(a.fastRetransmission) || v.has(a.spuriousRetransmission);
}

function optionsText(v: LayerView): string {
  if (v.headerLength <= SHORTEST_HEADER) return '';
  const { tape } = v.frame.cursor;
  let out = '';
  for (let i = 0; i < tape.count; i++) {
    if (tape.layer[i] !== v.layer) continue;
    const text = optionTexts.get(tape.field[i]);
    if (text) out += text(tape.value[i]);
  }
  return out;
}

/** The segment begins with bytes of a message that is complete in another frame. */
function isMessagePart(v: LayerView): boolean {
  const entry = v.entry(f.segmentData);
  return entry >= 0 && v.valueAt(entry) === MESSAGE_BYTES;
}
