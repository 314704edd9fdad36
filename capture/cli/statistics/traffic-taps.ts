import { emptyMask } from '../../../decoders/model/mask.ts';
import type { Registry } from '../../../decoders/model/registry.ts';
import { addressText } from '../../../decoders/tree/summary.ts';
import { endsOf } from '../../statistics/end-table.ts';
import type { PairTable } from '../../statistics/pair-table.ts';
import { Traffic, type TrafficLayer } from '../../statistics/traffic.ts';
import { filterOption } from '../filter-option.ts';
import type { Output } from '../output.ts';
import type { Tap } from './tap.ts';

const RULE = '='.repeat(80);

const titles: Readonly<Record<TrafficLayer, string>> = {
  eth: 'Ethernet',
  ip: 'IPv4',
  ipv6: 'IPv6',
  tcp: 'TCP',
  udp: 'UDP',
};

/** `-z conv,TYPE[,FILTER]` and `-z endpoints,TYPE[,FILTER]`. */
export const trafficTaps: readonly Tap[] = (Object.keys(titles) as TrafficLayer[]).flatMap((layer) => [
  trafficTap('conv', layer, `${titles[layer]} conversations [,filter]`, writeConversations),
  trafficTap('endpoints', layer, `${titles[layer]} endpoints [,filter]`, writeEndpoints),
]);

function trafficTap(
  kind: string,
  layer: TrafficLayer,
  help: string,
  write: (out: Output, pairs: PairTable, layer: TrafficLayer, filter: string) => void,
): Tap {
  return {
    name: `${kind},${layer}`,
    help,
    parse(args: string, registry: Registry) {
      const filter = filterOption(args === '' ? undefined : args, registry);
      return {
        mask: emptyMask(),
        async print(out, capture) {
          const traffic = new Traffic(capture, { layers: [layer], filter });
          await traffic.update();
          const pairs = traffic.tables.get(layer);
          if (pairs) write(out, pairs, layer, args);
        },
      };
    },
  };
}

function writeConversations(out: Output, pairs: PairTable, layer: TrafficLayer, filter: string): void {
  const ports = layer === 'tcp' || layer === 'udp';
  const indent = ports ? ' '.repeat(59) : ' '.repeat(47);
  out.write(`${RULE}\n${titles[layer]} Conversations\nFilter:${filter || '<No Filter>'}\n`);
  out.write(`${indent}|       <-      | |       ->      | |     Total     |    Relative    |   Duration   |\n`);
  out.write(`${indent}| Frames  Bytes | | Frames  Bytes | | Frames  Bytes |      Start     |              |\n`);
  const width = ports ? 26 : 20;
  for (const row of byFrames(pairs.count, (row) => pairs.sentFrames.get(row) + pairs.receivedFrames.get(row))) {
    const sent = pairs.sentFrames.get(row);
    const received = pairs.receivedFrames.get(row);
    const sentBytes = pairs.sentBytes.get(row);
    const receivedBytes = pairs.receivedBytes.get(row);
    const a = endText(pairs, pairs.a.get(row), ports ? pairs.aPort.get(row) : -1);
    const b = endText(pairs, pairs.b.get(row), ports ? pairs.bPort.get(row) : -1);
    const counts = [
      [received, receivedBytes],
      [sent, sentBytes],
      [sent + received, sentBytes + receivedBytes],
    ].map(([frames, bytes]) => `${String(frames).padStart(6)} ${sizeText(bytes).padEnd(9)}  `);
    const start = pairs.start.get(row);
    out.write(
      `${a.padEnd(width)} <-> ${b.padEnd(width)}  ${counts.join('')}${start.toFixed(9).padStart(14)}   ${(pairs.end.get(row) - start).toFixed(4).padStart(12)}\n`,
    );
  }
  out.write(`${RULE}\n`);
}

function writeEndpoints(out: Output, pairs: PairTable, layer: TrafficLayer, filter: string): void {
  const ports = layer === 'tcp' || layer === 'udp';
  out.write(`${RULE}\n${titles[layer]} Endpoints\nFilter:${filter || '<No Filter>'}\n`);
  out.write(
    `                       |  ${ports ? 'Port  ||  ' : ''}Packets  | |  Bytes  | | Tx Packets | | Tx Bytes | | Rx Packets | | Rx Bytes |\n`,
  );
  const ends = endsOf(pairs);
  for (const at of byFrames(ends.length, (at) => ends[at].sentFrames + ends[at].receivedFrames)) {
    const e = ends[at];
    const port = ports ? `      ${String(e.port).padStart(5)}     ` : '      ';
    const numbers = [
      `${String(e.sentFrames + e.receivedFrames).padStart(6)}     ${String(e.sentBytes + e.receivedBytes).padStart(9)}`,
      `${String(e.sentFrames).padStart(6)}       ${String(e.sentBytes).padStart(9)}`,
      `${String(e.receivedFrames).padStart(6)}       ${String(e.receivedBytes).padStart(9)}`,
    ];
    out.write(
      `${endText(pairs, e.address, -1).padEnd(20)}${port}${numbers[0]}     ${numbers[1]}      ${numbers[2]}   \n`,
    );
  }
  out.write(`${RULE}\n`);
}

/** Rows with the most frames first, else in their order. */
function byFrames(count: number, frames: (row: number) => number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, row) => row).sort((a, b) => frames(b) - frames(a) || a - b);
}

function endText({ addresses }: PairTable, id: number, port: number): string {
  const text = addressText(
    addresses.kind(id),
    addresses.word(id, 0),
    addresses.word(id, 1),
    addresses.word(id, 2),
    addresses.word(id, 3),
  );
  return port < 0 ? text : `${text}:${port}`;
}

const units: readonly (readonly [number, string])[] = [
  [1e12, 'TB'],
  [1e9, 'GB'],
  [1e6, 'MB'],
  [1e3, 'kB'],
];

/** As tshark writes sizes: from ten of a unit on in that unit. */
function sizeText(bytes: number): string {
  const unit = units.find(([size]) => bytes >= size * 10);
  return unit ? `${Math.trunc(bytes / unit[0])} ${unit[1]}` : `${bytes} bytes`;
}
