import { linkTypeText } from '../passes/physical-facts.ts';
import type { CaptureInterface } from '../sources/frame-sink.ts';
import type { Capture } from '../store/capture.ts';
import { problemOf } from './capture-problem.ts';
import type { OpenCapture } from './captures.ts';
import { type InterfaceStatistics, interfaceStatistics } from './interface-statistics.ts';

interface Group {
  title: string;
  properties: { label: string; value: string }[];
}

const MAX_SECTIONS = 32;
const MAX_INTERFACES = 200;

/** What the properties window shows of a capture: what is empty is left out. */
export function captureProperties(entry: OpenCapture): Group[] {
  const { capture } = entry;
  const { source } = capture;
  const groups: Group[] = [
    group('File', [
      ['Name', entry.path ?? `${entry.title} (not saved)`],
      ['Format', source.format.description],
      ['Size', `${capture.progress.bytes.toLocaleString('en')} bytes`],
      ['Captured with', entry.live?.helper ?? ''],
      ['Problem', problemOf(capture) ?? ''],
    ]),
    framesGroup(capture),
  ];
  for (const section of source.details.sections.slice(0, MAX_SECTIONS)) {
    const several = source.details.sections.length > 1;
    groups.push(
      group(several ? `Section ${section.number + 1}` : 'Origin', [
        ['Application', section.application],
        ['Hardware', section.hardware],
        ['Operating system', section.operatingSystem],
        ['Comments', section.comments.join('\n')],
      ]),
    );
  }
  const statistics = interfaceStatistics(source.details, source.frameBytes);
  for (const info of capture.interfaces.slice(0, MAX_INTERFACES)) {
    groups.push(interfaceGroup(info, statistics.get(info.id)));
  }
  return groups.filter((g) => g.properties.length > 0);
}

function framesGroup({ table, duration, session, edits }: Capture): Group {
  const { count } = table;
  return group('Packets', [
    ['Count', count.toLocaleString('en')],
    ['First', count > 0 ? timeText(table.seconds.get(1), table.nanoseconds.get(1)) : ''],
    ['Last', count > 0 ? timeText(table.seconds.get(count), table.nanoseconds.get(count)) : ''],
    ['Duration', count > 0 ? `${duration.toFixed(6)} s` : ''],
    ['Rate', duration > 0 ? `${(count / duration).toFixed(1)} packets/s on average` : ''],
    ['Conversations', session.conversations.count.toLocaleString('en')],
    ['Marked', edits.marked.count > 0 ? edits.marked.count.toLocaleString('en') : ''],
  ]);
}

function interfaceGroup(info: CaptureInterface, statistics: InterfaceStatistics | undefined): Group {
  const counted = (n: number | undefined): string => n?.toLocaleString('en') ?? '';
  return group(`Interface ${info.id}${info.name ? ` (${info.name})` : ''}`, [
    ['Description', info.description],
    ['Link type', linkTypeText(info.linkType)],
    ['Snap length', info.snapLength > 0 ? `${info.snapLength.toLocaleString('en')} bytes` : 'none'],
    [
      'Time stamps',
      info.timeDigits >= 9 ? 'nanoseconds' : info.timeDigits === 6 ? 'microseconds' : `${info.timeDigits} digits`,
    ],
    ['Speed', info.speed > 0 ? `${info.speed / 1e6} Mbit/s` : ''],
    ['Capture filter', info.filter],
    ['Hardware', info.hardware],
    ['Operating system', info.operatingSystem],
    ['Received', counted(statistics?.received)],
    ['Accepted by the filter', counted(statistics?.accepted)],
    ['Dropped by the interface', counted(statistics?.droppedByInterface)],
    ['Dropped by the system', counted(statistics?.droppedBySystem)],
    ['Comments', info.comments.join('\n')],
  ]);
}

/** UTC with all nine digits; years that the calendar does not hold as seconds since 1970. */
function timeText(seconds: number, nanoseconds: number): string {
  const fraction = String(Math.max(0, nanoseconds)).padStart(9, '0');
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return `${seconds}.${fraction} s since 1970`;
  return `${date.toISOString().slice(0, -5).replace('T', ' ')}.${fraction} UTC`;
}

function group(title: string, rows: [string, string][]): Group {
  return {
    title: title.slice(0, 200),
    properties: rows
      .filter(([, value]) => value !== '')
      .map(([label, value]) => ({ label, value: value.slice(0, 2000) })),
  };
}
