import { RPC_PROGRAM_BASE, rpcPrograms } from '../../decoders/dispatch/tables.ts';
import type { ByteSource } from '../../decoders/model/byte-source.ts';
import type { Dissection } from '../../decoders/model/dissection.ts';
import { expertFields } from '../../decoders/model/expert.ts';
import type { Field } from '../../decoders/model/field.ts';
import { COMPLETE } from '../../decoders/model/layer-rows.ts';
import { maskOf } from '../../decoders/model/mask.ts';
import type { Protocol } from '../../decoders/model/protocol.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import { rpc } from '../../decoders/session/rpc/rpc.ts';
import { f as rpcFields } from '../../decoders/session/rpc/rpc-fields.ts';
import { type Level, LevelList } from './hierarchy.ts';

const faults = [expertFields.malformed, expertFields.short, expertFields.unreassembled];
const CALL = 0;
const SUCCESS = 0;
const REASSEMBLED = 'Reassembled TCP';
const segments: Level = { name: 'tcp.segments', title: 'TCP segments', osi: 4 };
const comment: Level = { name: 'pkt_comment', title: 'Packet comments', osi: 1 };

/** What {@link shownLevels} reads. */
export const shownLevelsMask = maskOf([...faults, rpcFields.messageType, rpcFields.program, rpcFields.acceptState]);

/**
 * The levels of a frame decoded with {@link shownLevelsMask}, as tshark counts them: with comments, faults and the list of
 * the segments of a message, which are no protocols.
 *
 * @param begun what begins here and goes on in later frames
 */
export function shownLevels(d: Dissection, begun?: Level): Level[] {
  const { layers, sources, registry, session, record } = d;
  const list = new LevelList();
  if ((session.remarks?.(record.number)?.comments.length ?? 0) > 0) list.add(comment);
  /** Depth and byte source of a message put together, while its layers are taken. */
  let message = -1;
  let source = -1;
  for (let i = 1; i < layers.count; i++) {
    const depth = layers.depth(i);
    if (message >= 0 && (depth < message || (depth === message && layers.source(i) !== source))) {
      list.add(segments);
      message = -1;
    }
    if (message < 0 && sources[layers.source(i)]?.name === REASSEMBLED) {
      message = depth;
      source = layers.source(i);
    }
    list.add(registry.byIndex(layers.protocol(i)));
    const program = programWithoutBytes(d, i);
    if (program) list.add(program);
    if (!layers.quoted(i)) list.levels.push(...faultsOf(d, i));
  }
  const put = (from: ByteSource) => from.name === REASSEMBLED;
  if (message >= 0 || (source < 0 && sources.some(put))) list.levels.push(segments);
  if (begun) list.add(begun);
  return list.levels;
}

/** True when a stack has a layer of RPC without the program: {@link shownLevels} can tell it from the fields. */
export function lacksProgram(stack: readonly number[], registry: Registry): boolean {
  return stack.some((id, i) => id === rpc.id && !isProgram(registry.protocols.find((p) => p.id === stack[i + 1])));
}

function isProgram(protocol: Protocol | undefined): boolean {
  return protocol?.claims?.some(([table]) => table === rpcPrograms) ?? false;
}

/** The program of a call without arguments, or of a reply that succeeded without results. */
function programWithoutBytes({ layers, registry, cursor: { tape } }: Dissection, layer: number): Level | undefined {
  const carries = layer + 1 < layers.count && layers.depth(layer + 1) > layers.depth(layer);
  if (layers.protocol(layer) !== rpc.id || carries || layers.state(layer) !== COMPLETE) return undefined;
  const value = (field: Field) => {
    for (let i = 0; i < tape.count; i++) {
      if (tape.layer[i] === layer && tape.field[i] === field.id) return tape.value[i];
    }
    return undefined;
  };
  const succeeded = value(rpcFields.messageType) === CALL || value(rpcFields.acceptState) === SUCCESS;
  return succeeded ? registry.lookup(rpcPrograms, (value(rpcFields.program) ?? 0) - RPC_PROGRAM_BASE) : undefined;
}

function faultsOf({ cursor: { tape } }: Dissection, layer: number): Level[] {
  const out: Level[] = [];
  for (let i = 0; i < tape.count; i++) {
    const fault = tape.layer[i] === layer ? faults.find(({ id }) => id === tape.field[i]) : undefined;
    if (fault) out.push({ name: fault.name, title: fault.title, osi: 0 });
  }
  return out;
}
