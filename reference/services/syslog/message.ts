import type { Severity } from '../../machine/service.ts';

/** Numerical severities of RFC 5424 section 6.2.1 that the programs send. */
const severityCodes: Record<Severity, number> = { alert: 1, warning: 4, notice: 5, info: 6 };

const severityNames = ['emergency', 'alert', 'critical', 'error', 'warning', 'notice', 'info', 'debug'];

/** Facility 3: system daemons. */
const facility = 3;

export interface SyslogMessage {
  severity: Severity;
  time: Date;
  host: string;
  program: string;
  pid: number;
  id: string;
  text: string;
}

/** A message in the form of RFC 5424, as one datagram (RFC 5426). */
export function formatSyslog(message: SyslogMessage): Buffer {
  const priority = facility * 8 + severityCodes[message.severity];
  const word = (text: string, most: number): string => text.replace(/[^\x21-\x7e]/g, '_').slice(0, most) || '-';
  const header = [
    `<${priority}>1`,
    message.time.toISOString(),
    word(message.host, 255),
    word(message.program, 48),
    message.pid,
    word(message.id, 32),
    '-',
  ];
  return Buffer.from(`${header.join(' ')} \ufeff${message.text}`);
}

/** The severity name and the text of a datagram, in either the new or the old format. Control characters become dots. */
export function readSyslog(datagram: Buffer): { severity: string; text: string } {
  const text = datagram.toString().replace(/[\p{Cc}\ufeff]/gu, (control) => (control === '\ufeff' ? '' : '.'));
  const priority = /^<(\d{1,3})>/.exec(text);
  const code = priority === null ? Number.NaN : Number(priority[1]);
  if (priority === null || code > 191) return { severity: 'unknown', text };
  return { severity: severityNames[code % 8], text: text.slice(priority[0].length).replace(/^1 /, '') };
}
