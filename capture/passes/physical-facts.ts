import type { physicalFact } from '../../contract/messages/packets.ts';
import type { Infer } from '../../contract/schema.ts';
import { encapsulation, encapsulationNames } from '../../decoders/physical/frame/encapsulations.ts';
import type { Capture } from '../store/capture.ts';

export type PhysicalFact = Infer<typeof physicalFact>;

/** LINKTYPE_ETHERNET; its frames have a preamble, a start delimiter, an FCS and a gap around them on the wire. */
const ETHERNET = 1;
const OVERHEAD = 8 + 4 + 12;
/** Shortest Ethernet frame without FCS. */
const MINIMUM = 60;

/** What is known of the medium a frame crossed. Nothing is invented: signals are not captured. */
export function physicalFacts(capture: Capture, frame: number): PhysicalFact[] {
  const { table, source } = capture;
  const info = capture.interfaces[table.interface.get(frame)];
  const facts: PhysicalFact[] = [];
  const add = (label: string, value: string, computed = 0): void => {
    if (value !== '') facts.push({ label, value: value.slice(0, 300), computed });
  };
  if (!info) return facts;
  add('Interface', info.name);
  add('Description', info.description);
  add('Hardware', info.hardware);
  add('Link type', linkTypeText(info.linkType));
  const medium = capture.media.get(info.name);
  const speed = info.speed || (medium?.speedMegabits ?? 0) * 1e6;
  const loopback = medium?.loopback ?? info.name === 'lo';
  if (!loopback)
    add('Link speed', speed > 0 ? speedText(speed) + (medium?.duplex ? ` ${medium.duplex} duplex` : '') : '');
  if (loopback) add('Medium', 'none (loopback)');
  add('MTU', medium?.mtu ? `${medium.mtu} bytes` : '');
  if (medium?.carrier === false) add('Carrier', 'none when the capture began');
  if (speed > 0 && info.linkType === ETHERNET && !loopback) {
    const bits = (Math.max(table.original.get(frame), MINIMUM) + OVERHEAD) * 8;
    add('Time on the wire', `${((bits / speed) * 1e6).toFixed(3)} µs for ${bits} bits with preamble, FCS and gap`, 1);
  }
  add('Captured by', source.details.sectionOf(frame).application);
  return facts;
}

function speedText(bits: number): string {
  return bits >= 1e9 ? `${bits / 1e9} Gbit/s` : `${bits / 1e6} Mbit/s`;
}

/** Name and LINKTYPE_ number. */
export function linkTypeText(linkType: number): string {
  const name = encapsulationNames[encapsulation(linkType)];
  return name === undefined ? String(linkType) : `${name} (${linkType})`;
}
