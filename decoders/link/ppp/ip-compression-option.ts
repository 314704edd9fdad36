import type { Cursor } from '../../model/cursor.ts';
import { bool, fields, octets, uint8, uint16 } from '../../model/field.ts';
import { type OptionList, type OptionSpec, optionNames, readOptions } from './options.ts';

const ROHC = 0x0003;
const VAN_JACOBSON = 0x002d;
/** A misprint in RFC 1172 that was implemented. */
const VAN_JACOBSON_1172 = 0x0037;
const IPHC = 0x0061;

const f = fields('ipcp', {
  whole: octets('opt.compress', 'IP Compression Protocol'),
  protocol: uint16('opt.compress_proto', 'IP Compression Protocol', {
    base: 'hex',
    names: {
      [ROHC]: 'Robust Header Compression (ROHC)',
      [VAN_JACOBSON]: 'VJ compression',
      [VAN_JACOBSON_1172]: 'VJ compression (RFC1172-typo)',
      [IPHC]: 'IPHC compression',
    },
    help: 'How IP headers are shortened on this link.',
  }),
  maxSlot: uint8('opt.max_slot_id', 'Max Slot ID'),
  slotCompression: bool('opt.comp_slot_id', 'Comp Slot ID', {
    mask: 0x01,
    truth: ['The slot identifier may be compressed', 'The slot identifier must not be compressed'],
  }),
  tcpSpace: uint16('opt.tcp_space', 'TCP Space'),
  nonTcpSpace: uint16('opt.non_tcp_space', 'Non TCP Space'),
  maxPeriod: uint16('opt.f_max_period', 'F Max Period', { help: 'Most frames between two full headers.' }),
  maxTime: uint16('opt.f_max_time', 'F Max Time', { help: 'Most seconds between two full headers.' }),
  maxHeader: uint16('opt.max_header', 'Max Header', { help: 'Longest header, in bytes, that may be compressed.' }),
  maxContext: uint16('opt.max_cid', 'Max CID'),
  mrru: uint16('opt.mrru', 'MRRU', { help: 'Longest unit that may be put together; 0 for no segmentation.' }),
  data: octets('data', 'Data'),
  rtp: octets('opt.iphc.rtp_compress', 'RTP compression (RFC2508)'),
  enhancedRtp: octets('opt.iphc.enhanced_rtp_compress', 'Enhanced RTP compression (RFC3545)'),
  negotiating: octets('opt.iphc.neghdrcomp', 'Negotiating header compression (RFC3545)'),
  subLength: uint8('opt.iphc.length', 'Length'),
  parameter: uint8('opt.iphc.param', 'Parameter', {
    names: {
      1: 'The number of contexts for TCP Space is 0',
      2: 'The number of contexts for Non TCP Space is 0',
    },
  }),
  profiles: octets('opt.rohc.profile_bytes', 'Profiles (RFC3241)'),
  rohcLength: uint8('opt.rohc.length', 'Length'),
  profile: uint16('opt.rohc.profile', 'Profile', {
    base: 'hex',
    names: {
      0: 'ROHC uncompressed -- no compression',
      2: 'ROHC UDP -- non-RTP UDP/IP compression',
      3: 'ROHC ESP -- ESP/IP compression',
    },
  }),
});

const iphcSuboptions: Readonly<Record<number, OptionSpec>> = {
  1: { title: f.rtp.title, field: f.rtp, length: 2 },
  2: { title: f.enhancedRtp.title, field: f.enhancedRtp, length: 2 },
  3: { title: f.negotiating.title, field: f.negotiating, length: 3, read: (c) => void c.u8(f.parameter) },
};

const rohcSuboptions: Readonly<Record<number, OptionSpec>> = {
  1: {
    title: f.profiles.title,
    field: f.profiles,
    length: 2,
    open: true,
    read(c) {
      while (c.remaining >= 2) c.u16(f.profile);
    },
  },
};

const iphc: OptionList = {
  type: fields('ipcp', { type: uint8('opt.iphc.type', 'Type', { names: optionNames(iphcSuboptions) }) }).type,
  length: f.subLength,
  options: iphcSuboptions,
};
const rohc: OptionList = {
  type: fields('ipcp', { type: uint8('opt.rohc.type', 'Type', { names: optionNames(rohcSuboptions) }) }).type,
  length: f.rohcLength,
  options: rohcSuboptions,
};

function read(c: Cursor): void {
  switch (c.u16(f.protocol)) {
    case VAN_JACOBSON:
    case VAN_JACOBSON_1172:
      if (c.remaining < 2) break;
      c.u8(f.maxSlot);
      c.u8(f.slotCompression);
      return;
    case IPHC:
      if (c.remaining < 10) break;
      c.u16(f.tcpSpace);
      c.u16(f.nonTcpSpace);
      c.u16(f.maxPeriod);
      c.u16(f.maxTime);
      c.u16(f.maxHeader);
      if (c.remaining > 0) readOptions(c, iphc, c.remaining, 'Suboptions');
      return;
    case ROHC:
      if (c.remaining < 4) break;
      c.u16(f.maxContext);
      c.u16(f.mrru);
      if (c.remaining >= 2) c.u16(f.maxHeader);
      if (c.remaining > 0) readOptions(c, rohc, c.remaining, 'Suboptions');
      return;
  }
  if (c.remaining > 0) c.take(f.data, c.remaining);
}

/** The option that IPCP and IPv6CP share (RFC 1332 section 3.2, RFC 2509, RFC 3241). */
export const ipCompressionOption: OptionSpec = { title: f.whole.title, field: f.whole, length: 4, open: true, read };
