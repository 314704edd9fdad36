import { udpPorts } from '../../dispatch/tables.ts';
import { UDP } from '../../facts/conversations.ts';
import { CHECKSUM_ILLEGAL, CHECKSUM_NOT_PRESENT } from '../../model/checksum.ts';
import type { Cursor } from '../../model/cursor.ts';
import { CHAT, ERROR, WARN } from '../../model/expert.ts';
import type { Field } from '../../model/field.ts';
import { FieldGroup } from '../../model/field-group.ts';
import { IPV6 } from '../../model/packet.ts';
import type { Protocol } from '../../model/protocol.ts';
import { TransportChecksum } from '../checksum.ts';
import { f } from './udp-fields.ts';
import type { UdpState } from './udp-state.ts';

const HEADER = 8;
/** Ports that traceroute programs count up from, three for each hop. */
const FIRST_PROBE = 33_434;
const PROBES = 30;
/** Datagrams from this length on leave their length to IPv6 (RFC 2675 section 4). */
const JUMBOGRAM = 65_536;

const checksumFields = {
  checksum: f.checksum,
  status: f.checksumStatus,
  calculated: f.checksumCalculated,
  bad: f.checksumBad,
  partial: f.checksumPartial,
};
const checksumGroup = new FieldGroup([f.checksum, f.checksumStatus]);
const checksum = new TransportChecksum();

/** Reads a datagram of UDP, or of UDP-Lite with its coverage in the place of the length. */
export function datagram(c: Cursor, state: UdpState, lite: boolean): void {
  const start = c.pos;
  const { registers } = c.frame;
  const source = port(c, f.sourcePort);
  const destination = port(c, f.destinationPort);
  registers.sourcePort = source;
  registers.targetPort = destination;
  registers.portKind = UDP;
  const covered = lite ? coverage(c, start) : length(c, start);
  if (covered < HEADER) return;
  const whole = lite ? c.limit - start : covered;
  readChecksum(c, start, covered, lite);
  conversation(c, state, c.frame.layers.protocol(c.layer), start, whole > HEADER);
  if (whole > HEADER) hand(c, source, destination, whole - HEADER);
}

function port(c: Cursor, field: Field): number {
  const number = c.u16(field);
  const probe = number - FIRST_PROBE - 1;
  if (probe < 0 || probe >= PROBES) return number;
  const text = c.noting ? `Possible traceroute: hop #${Math.floor(probe / 3) + 1}, attempt #${(probe % 3) + 1}` : '';
  below(c, CHAT, 'Sequence', text, f.traceroute);
  return number;
}

/** Reads the length; returns it, or 0 when it is too short for the header. */
function length(c: Cursor, start: number): number {
  const reported = c.limit - start;
  const said = c.u16(f.length);
  const jumbo = said === 0 && c.frame.registers.sourceKind === IPV6;
  const value = jumbo ? reported : said;
  const entry = c.wants(f.length) ? c.tape.count - 1 : -1;
  if (value < HEADER) {
    c.label(entry, `${f.length.title}: ${said} (bogus, must be >= 8)`);
    below(c, ERROR, 'Malformed', c.noting ? `Bad length value ${value} < 8` : '', f.lengthBad);
    return 0;
  }
  if (value > reported && !c.frame.fragmented && !c.frame.quoted) {
    c.label(entry, `${f.length.title}: ${said} (bogus, payload length ${reported})`);
    below(c, ERROR, 'Malformed', c.noting ? `Bad length value ${value} > IP payload length` : '', f.lengthBad);
  }
  if (jumbo && value < JUMBOGRAM) below(c, WARN, 'Protocol', f.lengthZero.title, f.lengthZero);
  return value;
}

/** Reads the coverage of UDP-Lite; returns the bytes covered, or 0 when that is no part of the datagram. */
function coverage(c: Cursor, start: number): number {
  const reported = c.limit - start;
  const said = c.u16(f.coverage);
  const entry = c.wants(f.coverage) ? c.tape.count - 1 : -1;
  c.generated(f.length, reported);
  const value = said === 0 ? reported : said;
  if (value >= HEADER && value <= reported) return value;
  c.label(entry, `${f.coverage.title}: ${said} (bogus, must be >= 8 and <= ${reported})`);
  const text = c.noting ? `Bad checksum coverage length value ${value} < 8 or > ${reported}` : '';
  below(c, ERROR, 'Malformed', text, f.coverageBad);
  return 0;
}

function below(
  c: Cursor,
  severity: typeof CHAT | typeof WARN | typeof ERROR,
  group: 'Sequence' | 'Malformed' | 'Protocol' | 'Checksum',
  text: string,
  note: Field,
): void {
  c.nest();
  c.expert(severity, group, text, note);
  c.unnest();
}

function readChecksum(c: Cursor, start: number, covered: number, lite: boolean): void {
  if (c.available < 2) c.short(2);
  const { preferences } = c.frame.session;
  checksum.unverified();
  if (c.peek16(c.pos) === 0) {
    withoutChecksum(c, lite);
    return;
  }
  const whole = !c.frame.fragmented && c.end === c.limit && covered <= c.limit - start;
  if (whole && preferences['udp.check_checksum']) {
    checksum.verify(c, lite ? UDP_LITE : UDP, start, covered, c.pos, lite ? c.limit - start : covered);
  } else if (whole && !lite) checksum.recognise(c, UDP, start, covered, c.pos);
  if (checksum.judged || c.wantsAny(checksumGroup)) checksum.note(c, checksumFields, 'UDP', true);
  else c.pos += 2;
}

/** IP protocol number of UDP-Lite. */
const UDP_LITE = 136;

/** Only UDP over IPv4 may do without a checksum. */
function withoutChecksum(c: Cursor, lite: boolean): void {
  const allowed = (!lite && c.frame.registers.sourceKind !== IPV6) || c.frame.quoted;
  c.u16(f.checksum);
  const entry = c.wants(f.checksum) ? c.tape.count - 1 : -1;
  c.label(entry, `${f.checksum.title}: 0x0000 ${allowed ? '[zero-value ignored]' : '[zero-value illegal]'}`);
  c.nest();
  if (!allowed) c.expert(ERROR, 'Checksum', f.checksumZero.title, f.checksumZero);
  c.generated(f.checksumStatus, allowed ? CHECKSUM_NOT_PRESENT : CHECKSUM_ILLEGAL);
  c.unnest();
}

function conversation(c: Cursor, state: UdpState, protocol: number, start: number, payload: boolean): void {
  const d = c.frame;
  const { registers, record, session } = d;
  const { conversations } = session;
  const at = !d.connections
    ? -1
    : d.learning
      ? conversations.learn(UDP, registers, record.number)
      : conversations.find(UDP, registers, record.number);
  registers.conversation = at;
  registers.direction = conversations.direction;
  d.endHeader();
  if (at < 0) return;
  const stream = conversations.streamOf(at);
  c.generated(f.stream, stream);
  if (d.learning) state.begin(stream, record.seconds, record.nanoseconds);
  if (!payload || d.quoted) return;
  const time = state.since(stream, record.seconds, record.nanoseconds);
  if (d.learning) state.observe(stream, record.number, time);
  else if (c.noting) state.facts.read(record.number, ordinal(c, protocol));
  if (!c.noting) return;
  c.pos = start + HEADER;
  c.generated(f.timestamps, 0);
  c.nest();
  c.generated(f.timeRelative, time / 1e9);
  c.generated(f.timeDelta, state.facts.delta / 1e9);
  c.unnest();
}

/** Datagrams of this protocol in the frame before this layer, quoted ones left out. */
function ordinal(c: Cursor, protocol: number): number {
  const { layers } = c.frame;
  let before = 0;
  for (let i = 0; i < c.layer; i++) if (layers.protocol(i) === protocol && !layers.quoted(i)) before++;
  return before;
}

function recognised(c: Cursor): Protocol | undefined {
  for (const p of c.frame.registry.datagramRecognisers) if (p.recognises?.(c)) return p;
  return undefined;
}

/** By the lower port first: it is more likely the one that names a service; then by who recognises the bytes. */
function hand(c: Cursor, source: number, destination: number, said: number): void {
  const reported = Math.min(said, c.remaining);
  if (c.wants(f.payload)) {
    const captured = Math.min(reported, c.available);
    c.label(
      c.at(f.payload, c.pos, captured, 0),
      `${f.payload.title} (${captured} ${captured === 1 ? 'byte' : 'bytes'})`,
    );
  }
  if (c.frame.quoted && c.available <= 0) return;
  const low = Math.min(source, destination);
  const high = Math.max(source, destination);
  const { registry } = c.frame;
  const upper =
    (low === 0 ? undefined : registry.lookup(udpPorts, low)) ??
    (high === 0 ? undefined : registry.lookup(udpPorts, high)) ??
    recognised(c);
  c.hand(upper, reported);
}
