import type { Osiscope } from '../../contract/osiscope.ts';
import type { HandlersOf } from '../../contract/serve.ts';
import { FilterError } from '../filter/display-filter.ts';
import { findPacket } from '../find/find-packet.ts';
import { compilePattern, type Pattern } from '../find/pattern.ts';
import { ColumnCells } from '../passes/column-cells.ts';
import type { ClientState } from './client.ts';
import { shownProblem } from './filter-problems.ts';

export function findHandlers(client: ClientState): HandlersOf<Osiscope, 'find.next'> {
  return {
    'find.next': async (params, { signal, fail, progress }) => {
      const { kind, text, matchCase, place, backwards, columns, timeFormat: time } = params;
      const view = client.view(params.view);
      const { registry } = client.captures;
      let pattern: Pattern;
      try {
        pattern = compilePattern(kind, text, matchCase, (filter) => client.filter(filter));
      } catch (error) {
        if (!(error instanceof FilterError)) throw error;
        throw fail('bad-pattern', error.message, shownProblem(error.problem));
      }
      const found = await findPacket(view, params.frame, {
        pattern,
        place: kind === 'hex' ? 'bytes' : place,
        backwards,
        cells: new ColumnCells(registry, columns),
        time,
        signal,
        progress: (done, total) => progress({ done, total }),
      });
      return { found: found && { ...found, range: found.range && { ...found.range } } };
    },
  };
}
