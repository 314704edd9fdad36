import type { CaptureDetails } from '../sources/capture-details.ts';
import { blockType } from '../sources/pcapng-format.ts';
import type { FrameBytes } from '../store/frame-bytes.ts';

/** What a pcapng Interface Statistics Block tells (draft-ietf-opsawg-pcapng section 4.6); undefined where it does not. */
export interface InterfaceStatistics {
  readonly received: number | undefined;
  readonly droppedByInterface: number | undefined;
  readonly accepted: number | undefined;
  readonly droppedBySystem: number | undefined;
}

/** Option codes of the block. */
const ISB_IFRECV = 4;
const ISB_IFDROP = 5;
const ISB_FILTERACCEPT = 6;
const ISB_OSDROP = 7;

/** Block type, length, interface and time before the options. */
const OPTIONS_AT = 20;

/** Most blocks that are looked at. */
const MAX_BLOCKS = 100_000;

/** The newest statistics of each interface, by its number in the capture. */
export function interfaceStatistics(details: CaptureDetails, bytes: FrameBytes): Map<number, InterfaceStatistics> {
  const newest = new Map<number, InterfaceStatistics>();
  let section = -1;
  for (let index = 0; index < Math.min(details.blockCount, MAX_BLOCKS); index++) {
    const block = details.block(index);
    if (block.type === blockType.sectionHeader) section++;
    if (block.type !== blockType.interfaceStatistics || block.length < OPTIONS_AT + 4) continue;
    const content = bytes.read(block.offset, Math.min(block.length, 4096));
    if (content.length < OPTIONS_AT) continue;
    const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
    const little = details.sections[section]?.littleEndian ?? true;
    const number = view.getUint32(8, little);
    const described = details.interfaces.find((info) => info.section === section && info.number === number);
    if (described) newest.set(described.id, optionsOf(view, little));
  }
  return newest;
}

function optionsOf(view: DataView, little: boolean): InterfaceStatistics {
  const counts = new Map<number, number>();
  let at = OPTIONS_AT;
  while (at + 4 <= view.byteLength) {
    const code = view.getUint16(at, little);
    const length = view.getUint16(at + 2, little);
    if (code === 0 || at + 4 + length > view.byteLength) break;
    if (length === 8) counts.set(code, Number(view.getBigUint64(at + 4, little)));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return {
    received: counts.get(ISB_IFRECV),
    droppedByInterface: counts.get(ISB_IFDROP),
    accepted: counts.get(ISB_FILTERACCEPT),
    droppedBySystem: counts.get(ISB_OSDROP),
  };
}
