import type { Osiscope } from '../../contract/osiscope.ts';
import type { HandlersOf } from '../../contract/serve.ts';
import { TCP } from '../../decoders/facts/conversations.ts';
import { FilterError, type FilterProblem } from '../filter/display-filter.ts';
import { flowEnds } from '../graphs/flow-ends.ts';
import { fittingInterval, type IoSeries, ioValues, isNumeric } from '../graphs/io-graph.ts';
import { packetLengths } from '../graphs/packet-lengths.ts';
import { BOUNDS, quantile, responseTimes } from '../graphs/response-times.ts';
import { tcpConversation, tcpGraph, tcpStreams } from '../graphs/tcp-graph.ts';
import { BACKWARD } from '../store/packet-table.ts';
import type { ClientState } from './client.ts';
import { shownProblem } from './filter-problems.ts';

type Names =
  | 'graphs.io'
  | 'graphs.tcp'
  | 'graphs.tcpStreamOf'
  | 'graphs.flowEnds'
  | 'graphs.responses'
  | 'graphs.lengths';

const MOST_GROUPS = 200;
const MOST_ENDS = 24;

export function graphsHandlers(client: ClientState): HandlersOf<Osiscope, Names> {
  const within = (view: number | undefined) => (view === undefined ? null : client.view(view).frames);
  return {
    'graphs.io': async ({ capture: id, from, to, interval: wanted, series }, { signal, progress }) => {
      const { capture } = client.capture(id);
      const interval = fittingInterval({ from, to, interval: wanted });
      const out = [];
      const { count } = capture.table;
      for (const [n, { filter, measure, field }] of series.entries()) {
        const asked = ioSeries(client, filter, measure, field);
        if ('message' in asked) {
          out.push({ values: [], frames: [], problem: shownProblem(asked) });
          continue;
        }
        const scan = {
          signal,
          progress: (frame: number) => progress({ done: n * count + frame, total: series.length * count }),
        };
        out.push({ ...(await ioValues(capture, asked, { from, to, interval }, scan)), problem: null });
      }
      return { interval, from, series: out, tested: capture.table.count };
    },
    'graphs.tcp': async ({ capture: id, stream, backwards, kind }, { signal, fail }) => {
      const { capture } = client.capture(id);
      const conversation = tcpConversation(capture, stream);
      if (conversation < 0) throw fail('no-stream', `There is no TCP stream ${stream}.`);
      const graph = await tcpGraph(capture, conversation, backwards, kind, signal);
      return {
        ...graph,
        series: graph.series.map(({ name, points }) => ({ name, ...points })),
        streams: tcpStreams(capture),
      };
    },
    'graphs.tcpStreamOf': ({ capture: id, frame }) => {
      const { table, session } = client.capture(id).capture;
      const at = table.conversation.get(frame) - 1;
      const none = at < 0 || session.conversations.kind.get(at) !== TCP;
      return {
        stream: none ? null : session.conversations.stream.get(at),
        backwards: (table.bits.get(frame) & BACKWARD) !== 0,
      };
    },
    'graphs.flowEnds': ({ view }, { signal }) => flowEnds(client.view(view), MOST_ENDS, signal),
    'graphs.responses': async ({ capture: id, view }, { signal, progress }) => {
      const { capture } = client.capture(id);
      const scan = { signal, progress: (done: number) => progress({ done, total: capture.table.count }) };
      const { groups, protocols } = await responseTimes(capture, within(view), scan);
      return {
        groups: groups.slice(0, MOST_GROUPS).map(({ name, filter, count, sum, min, max, frame, samples }) => ({
          name: name.slice(0, 200),
          filter: filter.slice(0, 500),
          count,
          min,
          max,
          frame,
          average: sum / count,
          median: quantile(samples, 0.5),
          p95: quantile(samples, 0.95),
        })),
        more: Math.max(0, groups.length - MOST_GROUPS),
        bounds: BOUNDS,
        protocols,
      };
    },
    'graphs.lengths': async ({ capture: id, view }, { signal, progress }) => {
      const { capture } = client.capture(id);
      const scan = { signal, progress: (done: number) => progress({ done, total: capture.table.count }) };
      const classes = await packetLengths(capture, within(view), scan);
      return { classes, frames: classes.reduce((sum, { count }) => sum + count, 0) };
    },
  };
}

function ioSeries(
  client: ClientState,
  filter: string,
  measure: IoSeries['measure'],
  name: string,
): IoSeries | FilterProblem {
  const { registry } = client.captures;
  try {
    const compiled = filter.trim() === '' ? null : client.filter(filter);
    if (measure === 'packets' || measure === 'bytes' || measure === 'bits')
      return { filter: compiled, measure, fields: [] };
    const fields = registry.fieldsNamed(name.trim());
    const usable = measure === 'count' ? fields : fields.filter(isNumeric);
    if (usable.length > 0) return { filter: compiled, measure, fields: usable };
    const message =
      name.trim() === ''
        ? 'Choose the field whose values are counted.'
        : fields.length === 0
          ? `There is no field "${name.trim()}".`
          : `The values of ${name.trim()} are no numbers; they can only be counted.`;
    return { message, start: 0, length: 0, suggestions: [] };
  } catch (error) {
    if (error instanceof FilterError) return error.problem;
    throw error;
  }
}
