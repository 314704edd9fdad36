import { defineContract } from './contract.ts';
import * as captures from './messages/captures.ts';
import * as coloring from './messages/coloring.ts';
import * as decoding from './messages/decoding.ts';
import * as edits from './messages/edits.ts';
import * as files from './messages/files.ts';
import * as filters from './messages/filters.ts';
import * as find from './messages/find.ts';
import * as graphs from './messages/graphs.ts';
import * as live from './messages/live.ts';
import * as names from './messages/names.ts';
import * as packets from './messages/packets.ts';
import * as session from './messages/session.ts';
import * as settings from './messages/settings.ts';
import * as views from './messages/views.ts';

/** Everything Osiscope's processes say to each other. Raise the version with every change of a message. */
export const osiscope = defineContract({
  version: 1,
<<<<<<< HEAD
  areas: { captures, coloring, decoding, edits, files, find, graphs, live, names, packets, session, settings, views },
=======
  areas: { captures, coloring, edits, files, filters, find, graphs, live, packets, session, settings, views },
>>>>>>> ad876e1 (Answer questions on filters: valid or not, what can be typed, filters of fields and conversations)
});

export type Osiscope = typeof osiscope;
