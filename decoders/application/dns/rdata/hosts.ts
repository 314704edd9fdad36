import { fields, text, uint16, uint32 } from '../../../model/field.ts';
import { durationWords } from '../../../tree/duration-words.ts';
import type { RecordData } from '../message.ts';

export const hostFields = fields('dns', {
  ns: text('ns', 'Name Server', { rfc: 'RFC 1035 section 3.3.11' }),
  md: text('md', 'Mail Destination', { rfc: 'RFC 1035 section 3.3.4' }),
  mf: text('mf', 'Mail Forwarder', { rfc: 'RFC 1035 section 3.3.5' }),
  cname: text('cname', 'CNAME', { rfc: 'RFC 1035 section 3.3.1', help: 'The name that this one is an alias of.' }),
  primary: text('soa.mname', 'Primary name server', { rfc: 'RFC 1035 section 3.3.13' }),
  mailbox: text('soa.rname', "Responsible authority's mailbox", { help: 'The first dot stands for the @ sign.' }),
  serial: uint32('soa.serial_number', 'Serial Number', { help: 'Grows with every change of the zone.' }),
  refresh: uint32('soa.refresh_interval', 'Refresh Interval', { remark: durationWords }),
  retry: uint32('soa.retry_interval', 'Retry Interval', { remark: durationWords }),
  expire: uint32('soa.expire_limit', 'Expire limit', { remark: durationWords }),
  minimum: uint32('soa.minimum_ttl', 'Minimum TTL', {
    remark: durationWords,
    help: 'How long it may be remembered that a name does not exist.',
    rfc: 'RFC 2308 section 4',
  }),
  mb: text('mb', 'MailBox Domaine', { rfc: 'RFC 1035 section 3.3.3' }),
  mg: text('mg', 'Mail Group member', { rfc: 'RFC 1035 section 3.3.6' }),
  mr: text('mr', 'Mail Rename domaine', { rfc: 'RFC 1035 section 3.3.8' }),
  ptr: text('ptr.domain_name', 'Domain Name', { rfc: 'RFC 1035 section 3.3.12' }),
  responsible: text('minfo.r', 'Responsible Mailbox', { rfc: 'RFC 1035 section 3.3.7' }),
  errors: text('minfo.e', 'Error Mailbox'),
  mxPreference: uint16('mx.preference', 'Preference', { help: 'The lowest is tried first.' }),
  mx: text('mx.mail_exchange', 'Mail Exchange', { rfc: 'RFC 1035 section 3.3.9' }),
  rpMailbox: text('rp.mailbox', 'Mailbox', { rfc: 'RFC 1183 section 2.2' }),
  rpText: text('rp.txt_rr', 'TXT RR'),
  afsSubtype: uint16('afsdb.subtype', 'Subtype', { rfc: 'RFC 1183 section 1' }),
  afsHost: text('afsdb.hostname', 'Hostname'),
  rtPreference: uint16('rt.subtype', 'Preference', { rfc: 'RFC 1183 section 3.3' }),
  rtHost: text('rt.intermediate_host', 'Intermediate Hostname'),
  nsapOwner: text('nsap_ptr.owner', 'Owner', { rfc: 'RFC 1348' }),
  pxPreference: uint16('px.preference', 'Preference', { rfc: 'RFC 2163 section 4' }),
  px822: text('px.map822', 'MAP822'),
  px400: text('px.map400', 'MAPX400'),
  kxPreference: uint16('kx.preference', 'Preference', { rfc: 'RFC 2230 section 3.1' }),
  kx: text('kx.key_exchange', 'Key Exchange'),
  dname: text('dname', 'Dname', { rfc: 'RFC 6672 section 2.1' }),
  lpPreference: uint16('ilnp.lp.preference', 'Preference', { rfc: 'RFC 6742 section 2.4' }),
  lp: text('ilnp.lp', 'Locator FQDN'),
});
const f = hostFields;

/** Records that hold names of hosts, zones and mailboxes. */
export const hostRecords: Readonly<Record<number, RecordData>> = {
  2: (c, m) => m.headedDomain(c, f.ns, ', ns '),
  3: (c, m) => m.domain(c, f.md),
  4: (c, m) => m.domain(c, f.mf),
  5: (c, m) => m.headedDomain(c, f.cname, ', cname '),
  6: (c, m) => {
    m.headedDomain(c, f.primary, ', mname ');
    m.domain(c, f.mailbox);
    c.u32(f.serial);
    c.u32(f.refresh);
    c.u32(f.retry);
    c.u32(f.expire);
    c.u32(f.minimum);
  },
  7: (c, m) => m.domain(c, f.mb),
  8: (c, m) => m.domain(c, f.mg),
  9: (c, m) => m.domain(c, f.mr),
  12: (c, m) => m.headedDomain(c, f.ptr, ', '),
  14: (c, m) => {
    m.domain(c, f.responsible);
    m.domain(c, f.errors);
  },
  15: (c, m) => {
    const preference = c.u16(f.mxPreference);
    m.domain(c, f.mx);
    if (m.heading !== undefined) m.heading += `, preference ${preference}, mx ${m.name.shown()}`;
  },
  17: (c, m) => {
    m.domain(c, f.rpMailbox);
    m.domain(c, f.rpText);
  },
  18: (c, m) => {
    c.u16(f.afsSubtype);
    m.domain(c, f.afsHost);
  },
  21: (c, m) => {
    c.u16(f.rtPreference);
    m.domain(c, f.rtHost);
  },
  23: (c, m) => m.domain(c, f.nsapOwner),
  26: (c, m) => {
    c.u16(f.pxPreference);
    m.domain(c, f.px822);
    m.domain(c, f.px400);
  },
  36: (c, m) => {
    const preference = c.u16(f.kxPreference);
    m.domain(c, f.kx);
    if (m.heading !== undefined) m.heading += `, preference ${preference}, kx ${m.name.shown()}`;
  },
  39: (c, m) => m.headedDomain(c, f.dname, ', dname '),
  107: (c, m) => {
    c.u16(f.lpPreference);
    m.domain(c, f.lp);
  },
};
