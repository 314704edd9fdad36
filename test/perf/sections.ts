import { analysis } from './analysis.ts';
import { fields } from './fields.ts';
import { filters } from './filters.ts';
import { firstRows } from './first-rows.ts';
import { indexing } from './indexing.ts';
import { large } from './large.ts';
import { live } from './live.ts';
import { reading } from './reading.ts';
import { resident } from './resident.ts';
import type { Section } from './section.ts';
import { startUp } from './start-up.ts';
import { streams } from './streams.ts';
import { text } from './text.ts';
import { windows } from './windows.ts';

/** All parts of `npm run bench`, in the order in which they run. */
export const sections: readonly Section[] = [
  reading,
  indexing,
  resident,
  firstRows,
  windows,
  text,
  fields,
  filters,
  analysis,
  streams,
  startUp,
  live,
  large,
];
