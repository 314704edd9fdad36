import type { OpenCapture } from './captures.ts';

interface Group {
  title: string;
  properties: { label: string; value: string }[];
}

/** What the properties window shows of a capture: what is empty is left out. */
export function captureProperties(entry: OpenCapture): Group[] {
  const { capture } = entry;
  const { table, source } = capture;
  const groups: Group[] = [
    group('File', [
      ['Name', entry.path ?? entry.title],
      ['Format', source.format.description],
      ['Bytes', String(capture.progress.bytes)],
      ['Problem', capture.problem ?? ''],
    ]),
    group('Frames', [
      ['Count', String(table.count)],
      ['Duration', `${capture.duration.toFixed(6)} s`],
      ['First', table.count > 0 ? new Date(table.seconds.get(1) * 1000).toISOString() : ''],
      ['Last', table.count > 0 ? new Date(table.seconds.get(table.count) * 1000).toISOString() : ''],
      ['Conversations', String(capture.session.conversations.count)],
    ]),
  ];
  for (const section of source.details.sections.slice(0, 32)) {
    groups.push(
      group(`Section ${section.number}`, [
        ['Application', section.application],
        ['Hardware', section.hardware],
        ['Operating system', section.operatingSystem],
        ['Comments', section.comments.join('\n')],
      ]),
    );
  }
  for (const info of capture.interfaces.slice(0, 200)) {
    groups.push(
      group(`Interface ${info.id}${info.name ? ` (${info.name})` : ''}`, [
        ['Description', info.description],
        ['Link type', String(info.linkType)],
        ['Snap length', info.snapLength > 0 ? `${info.snapLength} bytes` : 'none'],
        ['Time resolution', `${info.timeDigits} digits`],
        ['Speed', info.speed > 0 ? `${info.speed / 1e6} Mbit/s` : ''],
        ['Capture filter', info.filter],
        ['Operating system', info.operatingSystem],
        ['Comments', info.comments.join('\n')],
      ]),
    );
  }
  return groups.filter((g) => g.properties.length > 0);
}

function group(title: string, rows: [string, string][]): Group {
  return {
    title,
    properties: rows
      .filter(([, value]) => value !== '')
      .map(([label, value]) => ({ label, value: value.slice(0, 2000) })),
  };
}
