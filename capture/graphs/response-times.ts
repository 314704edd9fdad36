import { allFields, type Field, valueName } from '../../decoders/model/field.ts';
import { maskOf } from '../../decoders/model/mask.ts';
import { exportText } from '../../decoders/tree/value-text.ts';
import { type ScanOptions, scanFields } from '../passes/frame-scan.ts';
import type { Capture } from '../store/capture.ts';

/** Upper bounds of the classes in seconds. */
export const BOUNDS = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];

/** Response times of a group kept for median and percentile; a longer list is sampled evenly. */
const MOST_SAMPLES = 100_000;

/** Which fields tell a protocol's response times, and what its groups are named by. */
interface Service {
  readonly name: string;
  readonly time: string;
  readonly group: string;
  readonly filter: (value: string) => string;
}

const services: readonly Service[] = [
  { name: 'DNS', time: 'dns.time', group: 'dns.qry.type', filter: (v) => `dns.time && dns.qry.type == ${v}` },
  {
    name: 'HTTP',
    time: 'http.time',
    group: 'http.response.code',
    filter: (v) => `http.time && http.response.code == ${v}`,
  },
  { name: 'RPC', time: 'rpc.time', group: 'rpc.procedure', filter: (v) => `rpc.time && rpc.procedure == ${v}` },
];

export interface ResponseGroup {
  readonly name: string;
  readonly filter: string;
  count: number;
  sum: number;
  min: number;
  max: number;
  frame: number;
  readonly samples: number[];
}

export interface ResponseTimes {
  readonly groups: ResponseGroup[];
  readonly protocols: { readonly name: string; readonly counts: number[] }[];
}

/** Gathers how long responses took. */
export async function responseTimes(
  capture: Capture,
  within: { has(frame: number): boolean } | null,
  options: Pick<ScanOptions, 'signal' | 'progress'>,
): Promise<ResponseTimes> {
  const { registry } = capture;
  const known = services.flatMap((service) => {
    const [time] = registry.fieldsNamed(service.time);
    const [group] = registry.fieldsNamed(service.group);
    return time && group ? [{ ...service, time, group }] : [];
  });
  const groups = new Map<string, ResponseGroup>();
  const protocols = known.map(({ name }) => ({ name, counts: new Array<number>(BOUNDS.length + 1).fill(0) }));
  const mask = maskOf(known.flatMap(({ time, group }) => [time, group]));
  await scanFields(
    capture,
    mask,
    (frame, d) => {
      const { tape } = d.cursor;
      known.forEach(({ name, time, group, filter }, n) => {
        const at = tape.first(time);
        if (at < 0) return;
        const object = tape.object[at];
        const seconds = typeof object === 'bigint' ? Number(object) / 1e9 : tape.value[at];
        const key = tape.first(group);
        const value = key < 0 ? '' : exportText(d, key, allFields()[tape.field[key]]);
        const title = key < 0 ? '' : titleOf(group, tape.value[key], value);
        const known = groups.get(`${name} ${title}`) ?? newGroup(`${name} ${title}`.trim(), filter(value));
        groups.set(`${name} ${title}`, known);
        add(known, seconds, frame);
        const bound = BOUNDS.findIndex((upper) => seconds <= upper);
        protocols[n].counts[bound < 0 ? BOUNDS.length : bound]++;
      });
    },
    { within, ...options },
  );
  return { groups: [...groups.values()].sort((a, b) => b.count - a.count), protocols };
}

function titleOf(field: Field, value: number, text: string): string {
  const name = valueName(field.names, value);
  return name === undefined ? text : `${text} ${name}`;
}

function newGroup(name: string, filter: string): ResponseGroup {
  return { name, filter, count: 0, sum: 0, min: Number.POSITIVE_INFINITY, max: 0, frame: 0, samples: [] };
}

function add(group: ResponseGroup, seconds: number, frame: number): void {
  group.count++;
  group.sum += seconds;
  group.min = Math.min(group.min, seconds);
  if (seconds >= group.max) {
    group.max = seconds;
    group.frame = frame;
  }
  if (group.samples.length < MOST_SAMPLES) group.samples.push(seconds);
  else if (group.count % 7 === 0) group.samples[group.count % MOST_SAMPLES] = seconds;
}

/** The value below which a share of the samples lies. */
export function quantile(samples: readonly number[], share: number): number {
  if (samples.length === 0) return 0;
  const sorted = Float64Array.from(samples).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
