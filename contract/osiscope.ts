import { defineContract } from './contract.ts';
import * as captures from './messages/captures.ts';
import * as coloring from './messages/coloring.ts';
import * as decoding from './messages/decoding.ts';
import * as edits from './messages/edits.ts';
import * as expert from './messages/expert.ts';
import * as files from './messages/files.ts';
import * as filters from './messages/filters.ts';
import * as find from './messages/find.ts';
import * as graphs from './messages/graphs.ts';
import * as live from './messages/live.ts';
import * as names from './messages/names.ts';
import * as packets from './messages/packets.ts';
import * as preferences from './messages/preferences.ts';
import * as session from './messages/session.ts';
import * as settings from './messages/settings.ts';
import * as statistics from './messages/statistics.ts';
import * as streams from './messages/streams.ts';
import * as trace from './messages/trace.ts';
import * as views from './messages/views.ts';

/** Everything Osiscope's processes say to each other. Raise the version with every change of a message. */
export const osiscope = defineContract({
  version: 1,
  areas: {
    captures,
    coloring,
    decoding,
    edits,
    expert,
    files,
    filters,
    find,
    graphs,
    live,
    names,
    packets,
    preferences,
    session,
    settings,
    statistics,
    streams,
    trace,
    views,
  },
});

export type Osiscope = typeof osiscope;
