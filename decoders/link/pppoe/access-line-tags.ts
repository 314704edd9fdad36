import type { Cursor } from '../../model/cursor.ts';
import { WARN } from '../../model/expert.ts';
import { type Field, fields, none, octets, text, uint8, uint32 } from '../../model/field.ts';

/** Enterprise number of the DSL Forum, today the Broadband Forum. */
export const DSL_FORUM = 3561;
const CIRCUIT = 0x01;
const REMOTE = 0x02;
const ENCAPSULATION = 0x90;
const MAX_TEXT = 63;

const names: Readonly<Record<number, string>> = {
  1: 'Circuit-ID',
  2: 'Remote-ID',
  129: 'Actual-Data-Rate-Up',
  130: 'Actual-Data-Rate-Down',
  131: 'Min-Data-Rate-Up',
  132: 'Min-Data-Rate-Down',
  133: 'Attainable-Data-Rate-Up',
  134: 'Attainable-Data-Rate-Down',
  135: 'Max-Data-Rate-Up',
  136: 'Max-Data-Rate-Down',
  137: 'Min-Data-Rate-Up-Low-Power',
  138: 'Min-Data-Rate-Down-Low-Power',
  139: 'Max-Interleaving-Delay-Up',
  140: 'Actual-Interleaving-Delay-Up',
  141: 'Max-Interleaving-Delay-Down',
  142: 'Actual-Interleaving-Delay-Down',
  144: 'Access-Loop-Encapsulation',
};

const f = fields('pppoed', {
  tags: none('tags.vendorspecific.tags', 'Vendor Specific PPPoE Tags'),
  tag: uint8('tags.vendorspecific.tag', 'Tag', { base: 'hex', names }),
  length: uint8('tag_length_8', 'Tag Length'),
  circuit: text('tags.circuit_id', 'Circuit ID', { help: 'Port of the DSLAM that the line ends at.' }),
  remote: text('tags.remote_id', 'Remote ID'),
  encapsulation: none('tags.access_loop_encap', 'Access-Loop-Encapsulation'),
  dataLink: uint8('tags.access_loop_encap.data_link', 'Data link', {
    base: 'hex',
    names: { 0: 'ATM AAL5', 1: 'Ethernet' },
  }),
  first: uint8('tags.access_loop_encap.encap_1', 'Encaps 1', {
    base: 'hex',
    names: { 0: 'NA', 1: 'Untagged Ethernet', 2: 'Single-tagged Ethernet', 3: 'Double-tagged Ethernet' },
  }),
  second: uint8('tags.access_loop_encap.encap_2', 'Encaps 2', {
    base: 'hex',
    names: {
      0: 'NA',
      1: 'PPPoA LLC',
      2: 'PPPoA Null',
      3: 'IPoA LLC',
      4: 'IPoA Null',
      5: 'Ethernet over AAL5 LLC w FCS',
      6: 'Ethernet over AAL5 LLC w/o FCS',
      7: 'Ethernet over AAL5 Null w FCS',
      8: 'Ethernet over AAL5 Null w/o FCS',
    },
  }),
  unknown: octets('tags.vendorspecific.unknown_data', 'Unknown Data'),
});

const n = fields('pppoed', {
  upActual: uint32('tags.act_data_rate_up', 'Actual Data Rate Upstream'),
  downActual: uint32('tags.act_data_rate_down', 'Actual Data Rate Downstream'),
  upMinimum: uint32('tags.min_data_rate_up', 'Minimum Data Rate Upstream'),
  downMinimum: uint32('tags.min_data_rate_down', 'Minimum Data Rate Downstream'),
  upAttainable: uint32('tags.attainable_data_rate_up', 'Attainable DataRate Upstream'),
  downAttainable: uint32('tags.attainable_data_rate_down', 'Attainable DataRate Downstream'),
  upMaximum: uint32('tags.max_data_rate_up', 'Maximum Data Rate Upstream'),
  downMaximum: uint32('tags.max_data_rate_down', 'Maximum Data Rate Downstream'),
  upLowPower: uint32('tags.min_data_rate_up_lp', 'Min DataRate Upstream in low power state'),
  downLowPower: uint32('tags.min_data_rate_down_lp', 'Minimum Data Rate Downstream in low power state'),
  upMaxDelay: uint32('tags.max_int_delay_up', 'Max Interleaving Delay Upstream'),
  upDelay: uint32('tags.act_int_delay_up', 'Actual Interleaving Delay Upstream'),
  downMaxDelay: uint32('tags.max_int_delay_down', 'Maximum Interleaving Delay Downstream'),
  downDelay: uint32('tags.act_int_delay_down', 'Actual Interleaving Delay Downstream'),
});

/** The numbers, whose tags follow each other from 0x81. */
const FIRST_NUMBER = 0x81;
const numbers: readonly Field[] = Object.values(n);

/** Reads what a DSLAM adds about the subscriber's line (TR-101 section 3.9.2). */
export function readAccessLine(c: Cursor, badLength: Field): void {
  const entry = c.open(f.tags);
  while (c.remaining >= 2) {
    const tag = c.u8(f.tag);
    const length = c.u8(f.length);
    if (length > c.remaining) c.skip(length);
    const outer = c.scope(length);
    value(c, tag, length, badLength);
    c.skip(c.remaining);
    c.leave(outer);
  }
  c.close(entry);
}

function value(c: Cursor, tag: number, length: number, badLength: Field): void {
  const number = numbers[tag - FIRST_NUMBER];
  if (tag === CIRCUIT || tag === REMOTE) {
    if (length > MAX_TEXT) wrong(c, tag, length, '<= 63', badLength);
    c.take(tag === CIRCUIT ? f.circuit : f.remote, length);
  } else if (number) {
    if (length === 4) c.u32(number);
    else wrong(c, tag, length, '== 4', badLength);
  } else if (tag === ENCAPSULATION) {
    const entry = c.open(f.encapsulation);
    if (length !== 3) wrong(c, tag, length, '3', badLength);
    if (length >= 3) {
      c.u8(f.dataLink);
      c.u8(f.first);
      c.u8(f.second);
    }
    c.close(entry);
  } else if (length > 0) c.take(f.unknown, length);
}

function wrong(c: Cursor, tag: number, length: number, expected: string, field: Field): void {
  const reason = c.noting ? `${names[tag]}: Wrong length: ${length} (expected ${expected})` : '';
  c.expert(WARN, 'Protocol', reason, field);
}
