import type { TraceEndpoint } from '../../contract/trace-event.ts';
import type { Dissection } from '../../decoders/model/dissection.ts';
import { allFields, type Field } from '../../decoders/model/field.ts';
import type { Packet } from '../../decoders/model/packet.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import { addressText } from '../../decoders/tree/summary.ts';

/** What the join knows of a frame that belongs to a flow. */
export interface FrameFacts {
  readonly number: number;
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  readonly protocol: 'tcp' | 'udp';
  readonly source: TraceEndpoint;
  readonly destination: TraceEndpoint;
  /** Number of the TCP connection; 0 for UDP. Tells connections with the same addresses apart. */
  readonly stream: number;
  /** Flag bits of the TCP header. */
  readonly flags: number;
  /** Relative to the SYN of this direction, if the capture has it: see Direction.exact. */
  readonly sequence: number;
  /** Relative acknowledgment number; 0 where the segment has none. */
  readonly acknowledged?: number;
  /** Bytes of payload. */
  readonly length: number;
  /** The frame is an ICMP error about a packet of the flow; source and destination are those of that packet. */
  readonly quoted: boolean;
}

interface Values {
  stream?: number;
  sequence?: number;
  acknowledged?: number;
  tcpLength?: number;
  udpLength?: number;
}

/** Reads the facts of frames that were decoded with at least the fields in `wanted`. */
export class FrameFactsReader {
  readonly wanted: readonly Field[];
  readonly #roles = new Map<number, keyof Values>();

  constructor(registry: Registry) {
    const wanted: Field[] = [];
    const names = {
      'tcp.stream': 'stream',
      'tcp.seq': 'sequence',
      'tcp.ack': 'acknowledged',
      'tcp.len': 'tcpLength',
      'udp.length': 'udpLength',
    };
    for (const [name, role] of Object.entries(names)) {
      for (const field of registry.fieldsNamed(name)) {
        wanted.push(field);
        this.#roles.set(field.id, role as keyof Values);
      }
    }
    this.wanted = wanted;
  }

  /** Undefined for a frame that is neither TCP nor UDP nor an error about them, or has no time. */
  read(d: Dissection): FrameFacts | undefined {
    const { record, packet, quotedPacket } = d;
    if (record.nanoseconds < 0) return undefined;
    const quoted = packet.portKind === 0 && quotedPacket.portKind !== 0;
    const registers = quoted ? quotedPacket : packet;
    if (registers.portKind !== 6 && registers.portKind !== 17) return undefined;
    const tcp = registers.portKind === 6;
    const values = quoted ? {} : this.#values(d);
    return {
      number: record.number,
      time: BigInt(record.seconds) * 1_000_000_000n + BigInt(record.nanoseconds),
      protocol: tcp ? 'tcp' : 'udp',
      ...endsOf(registers),
      stream: tcp && !quoted ? (values.stream ?? 0) : 0,
      flags: quoted ? 0 : packet.tcpFlags,
      sequence: values.sequence ?? 0,
      acknowledged: values.acknowledged ?? 0,
      length: tcp ? (values.tcpLength ?? 0) : Math.max(0, (values.udpLength ?? 8) - 8),
      quoted,
    };
  }

  #values(d: Dissection): Values {
    const { tape } = d.cursor;
    const values: Values = {};
    const all = allFields();
    for (let index = 0; index < tape.count; index++) {
      const role = this.#roles.get(all[tape.field[index]].id);
      if (role !== undefined) values[role] ??= tape.value[index];
    }
    return values;
  }
}

function endsOf(p: Packet): { source: TraceEndpoint; destination: TraceEndpoint } {
  return {
    source: { address: addressText(p.sourceKind, p.source0, p.source1, p.source2, p.source3), port: p.sourcePort },
    destination: {
      address: addressText(p.targetKind, p.target0, p.target1, p.target2, p.target3),
      port: p.targetPort,
    },
  };
}
