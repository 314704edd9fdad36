import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { GlyphName } from '../app/glyphs.tsx';
import type { PageId } from './pages-state.ts';

/** What can stand below the packet list instead of the panes of the selected packet. */
export interface Page {
  readonly id: PageId;
  readonly title: string;
  /** What one does there, for its tooltip. */
  readonly help: string;
  readonly glyph: GlyphName;
  /** Absent for the packet's own panes. */
  readonly component?: LazyExoticComponent<ComponentType>;
  /** Whether it shows something without a capture. */
  readonly alone?: true;
}

/** The pages in the order of the rail. */
export const pages: readonly Page[] = [
  { id: 'packet', title: 'Packet', help: 'Layers, fields and bytes of the selected packet', glyph: 'layers' },
  {
    id: 'streams',
    title: 'Streams',
    help: 'What both sides of a TCP, UDP or HTTP stream sent',
    glyph: 'stream',
    component: lazy(() => import('../streams/StreamsPage.tsx')),
  },
  {
    id: 'statistics',
    title: 'Statistics',
    help: 'Protocol hierarchy, conversations, endpoints',
    glyph: 'table',
    component: lazy(() => import('../statistics/StatisticsPage.tsx')),
  },
  {
    id: 'session',
    title: 'Session',
    help: 'Daemon, client or any program, with what they do beside what they send',
    glyph: 'session',
    component: lazy(() => import('../session/SessionPage.tsx')),
    alone: true,
  },
  {
    id: 'graphs',
    title: 'Graphs',
    help: 'Packets over time, TCP streams, lengths, flows, response times',
    glyph: 'graph',
    component: lazy(() => import('../graphs/GraphsPage.tsx')),
  },
  {
    id: 'expert',
    title: 'Expert',
    help: 'Errors, warnings and notes of the decoders, and what they rest on',
    glyph: 'alert',
    component: lazy(() => import('../expert/ExpertPage.tsx')),
  },
];
