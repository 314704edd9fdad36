/** Flag bits of the TCP header, the low twelve bits of its bytes 12 and 13 (RFC 9293 section 3.1). */
export const FIN = 0x001;
export const SYN = 0x002;
export const RST = 0x004;
export const PSH = 0x008;
export const ACK = 0x010;
export const URG = 0x020;
export const ECE = 0x040;
export const CWR = 0x080;
export const AE = 0x100;
export const RESERVED = 0xe00;

const NAMES = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG', 'ECE', 'CWR', 'AE'];
const LETTERS = 'RRRACEUAPRSF';

/** Texts of {@link flagNames} that were made before, by flags. */
const made: string[] = new Array(0x1000).fill('');

/** `SYN, ACK`, in the order of the bits, and what else there is; `<None>` without any. */
export function flagNames(flags: number, more?: string): string {
  if (more !== undefined) return joined(flags, [more]);
  if (made[flags] === '') made[flags] = joined(flags, []);
  return made[flags];
}

function joined(flags: number, more: readonly string[]): string {
  const names = NAMES.filter((_, bit) => (flags >>> bit) & 1);
  names.push(...more);
  if (flags & RESERVED) names.push('Reserved');
  return names.length === 0 ? '<None>' : names.join(', ');
}

/** One letter for each of the twelve bits, a middle dot where it is not set: `·······A··S·`. */
export function flagLetters(flags: number): string {
  let out = '';
  for (let i = 0; i < 12; i++) out += (flags >>> (11 - i)) & 1 ? LETTERS[i] : '·';
  return out;
}
