import { setImmediate } from 'node:timers/promises';
import type { CaptureDetails } from '../sources/capture-details.ts';
import { NO_TIME } from '../sources/frame-sink.ts';
import { packetOptions } from '../sources/packet-options.ts';
import { blockType } from '../sources/pcapng-format.ts';
import type { FrameBytes } from '../store/frame-bytes.ts';
import type { FrameColumns } from './frame-columns.ts';
import type { FrameSelection } from './frame-selection.ts';

/** A capture from which frames are written. */
export interface ExportSource {
  readonly details: CaptureDetails;
  readonly frameBytes: FrameBytes;
  readonly columns: FrameColumns;
}

export type ExportFormat = 'pcap' | 'pcap-nanoseconds' | 'pcapng';

/** Something of the capture that the chosen format cannot hold. */
export interface Loss {
  readonly what:
    | 'comments'
    | 'frame-options'
    | 'interfaces'
    | 'section'
    | 'names'
    | 'secrets'
    | 'statistics'
    | 'other-blocks'
    | 'records'
    | 'time-precision'
    | 'no-time'
    | 'bad-options'
    | 'record-headers';
  /** How many frames, blocks or interfaces are concerned. */
  readonly count: number;
  readonly sentence: string;
}

/** What writing a selection in a format comes to, to be shown before anything is written. */
export interface ExportPlan {
  readonly frames: number;
  /** Why the format cannot hold the selection at all, or null. */
  readonly refused: string | null;
  readonly losses: readonly Loss[];
}

export interface PlanOptions {
  readonly format: ExportFormat;
  /** Comments to be added, by frame number. */
  readonly comments?: ReadonlyMap<number, readonly string[]>;
  /** Comments in the place of those that frames have, by frame number. */
  readonly changedComments?: ReadonlyMap<number, readonly string[]>;
  readonly signal?: AbortSignal;
}

/** Frames looked at between two turns of the event loop. */
const SLICE = 20_000;

/** What the selected frames are like. */
interface Survey {
  readonly linkTypes: Set<number>;
  readonly interfaces: Set<number>;
  records: number;
  finerThanMicroseconds: number;
  withoutTime: number;
  outsidePcapTime: number;
  comments: number;
  otherOptions: number;
}

/** Finds out what would be lost, or why a selection cannot be written in a format. */
export async function planExport(
  source: ExportSource,
  selection: FrameSelection,
  { format, comments = new Map(), changedComments = new Map(), signal }: PlanOptions,
): Promise<ExportPlan> {
  if (format === 'pcapng') {
    return { frames: selection.count, refused: null, losses: pcapngLosses(source, comments) };
  }
  const survey = await surveyFrames(source, selection, comments, changedComments, signal);
  return {
    frames: selection.count - survey.records,
    refused: refusal(survey),
    losses: [...frameLosses(survey, format), ...detailLosses(source.details, survey)],
  };
}

async function surveyFrames(
  source: ExportSource,
  selection: FrameSelection,
  added: ReadonlyMap<number, readonly string[]>,
  changed: ReadonlyMap<number, readonly string[]>,
  signal?: AbortSignal,
): Promise<Survey> {
  const { columns, details, frameBytes } = source;
  const linkTypes = details.interfaces.map((info) => info.linkType);
  const survey: Survey = {
    linkTypes: new Set(),
    interfaces: new Set(),
    records: 0,
    finerThanMicroseconds: 0,
    withoutTime: 0,
    outsidePcapTime: 0,
    comments: 0,
    otherOptions: 0,
  };
  let looked = 0;
  for (const frame of selection.numbers()) {
    if (++looked % SLICE === 0) {
      await setImmediate();
      signal?.throwIfAborted();
    }
    const interfaceId = columns.interface.get(frame);
    if (linkTypes[interfaceId] > 0xffff) {
      survey.records++;
      continue;
    }
    survey.interfaces.add(interfaceId);
    survey.linkTypes.add(linkTypes[interfaceId]);
    const nanoseconds = columns.nanoseconds.get(frame);
    const seconds = columns.seconds.get(frame);
    if (nanoseconds === NO_TIME) survey.withoutTime++;
    else if (nanoseconds % 1000 !== 0) survey.finerThanMicroseconds++;
    if (seconds < 0 || seconds > 0xffffffff) survey.outsidePcapTime++;
    survey.comments += (added.get(frame)?.length ?? 0) + (changed.get(frame)?.length ?? 0);
    if (details.framesWithOptions > 0) {
      const options = packetOptions(details, frameBytes, frame);
      if (options !== null) {
        if (!changed.has(frame)) survey.comments += options.comments.length;
        if (hasOtherOptions(options)) survey.otherOptions++;
      }
    }
  }
  return survey;
}

function hasOtherOptions(options: NonNullable<ReturnType<typeof packetOptions>>): boolean {
  const { flags, dropCount, packetId, queue, process, hashes, verdicts } = options;
  const values = [flags, dropCount, packetId, queue, process];
  return values.some((value) => value !== null) || hashes.length > 0 || verdicts.length > 0;
}

function refusal(survey: Survey): string | null {
  if (survey.linkTypes.size > 1) {
    const types = [...survey.linkTypes].sort((a, b) => a - b).join(', ');
    return (
      `The selected frames have ${survey.linkTypes.size} different link types (${types}), but a pcap file has only one. ` +
      'Save as pcapng, or select the frames of one link type.'
    );
  }
  if (survey.outsidePcapTime > 0) {
    return `${frames(survey.outsidePcapTime)} a time before 1970 or after 2106, which pcap cannot hold. Save as pcapng.`;
  }
  return null;
}

function frameLosses(survey: Survey, format: ExportFormat): Loss[] {
  const losses: Loss[] = [];
  const add = (what: Loss['what'], count: number, sentence: string) => {
    if (count > 0) losses.push({ what, count, sentence });
  };
  add('comments', survey.comments, `${plural(survey.comments, 'frame comment')} cannot be kept in pcap.`);
  add(
    'frame-options',
    survey.otherOptions,
    `Flags, hashes, drop counts and the like of ${plural(survey.otherOptions, 'frame')} cannot be kept in pcap.`,
  );
  add(
    'records',
    survey.records,
    `${plural(survey.records, 'record')} that are no packets are left out of a pcap file.`,
  );
  add(
    'no-time',
    survey.withoutTime,
    `${frames(survey.withoutTime)} no time; pcap needs one, so they get the time 0 (1 January 1970).`,
  );
  if (format === 'pcap') {
    add(
      'time-precision',
      survey.finerThanMicroseconds,
      `The times of ${plural(survey.finerThanMicroseconds, 'frame')} are cut to microseconds. Choose pcap with ` +
        'nanoseconds to keep them.',
    );
  }
  return losses;
}

/** What a pcap file has no place for, whatever the frames. */
function detailLosses(details: CaptureDetails, survey: Survey): Loss[] {
  if (details.container === 'pcap') return [];
  const losses: Loss[] = [];
  const add = (what: Loss['what'], count: number, sentence: string) => {
    if (count > 0) losses.push({ what, count, sentence });
  };
  const described = details.interfaces.filter(
    ({ id, name, description, comments }) =>
      survey.interfaces.has(id) && (name !== '' || description !== '' || comments.length > 0),
  ).length;
  add('interfaces', described, `Names and descriptions of ${plural(described, 'interface')} cannot be kept in pcap.`);
  if (survey.interfaces.size > 1) {
    add(
      'interfaces',
      survey.interfaces.size,
      `Which of ${survey.interfaces.size} interfaces a frame came from cannot be kept in pcap.`,
    );
  }
  const sections = details.sections.filter(
    ({ hardware, operatingSystem, application, comments }) =>
      hardware !== '' || operatingSystem !== '' || application !== '' || comments.length > 0,
  ).length;
  add('section', sections, 'The description of the capture (computer, program, comments) cannot be kept in pcap.');
  const counts = countBlocks(details);
  add('names', counts.names, 'Name resolution blocks cannot be kept in pcap.');
  add('secrets', counts.secrets, 'Decryption secrets cannot be kept in pcap: encrypted traffic becomes unreadable.');
  add('statistics', counts.statistics, 'Interface statistics (drop counts) cannot be kept in pcap.');
  add('other-blocks', counts.other, `${plural(counts.other, 'block')} of other kinds cannot be kept in pcap.`);
  return losses;
}

function countBlocks(details: CaptureDetails): { names: number; secrets: number; statistics: number; other: number } {
  const counts = { names: 0, secrets: 0, statistics: 0, other: 0 };
  for (let index = 0; index < details.blockCount; index++) {
    const { type } = details.block(index);
    if (type === blockType.nameResolution) counts.names++;
    else if (type === blockType.decryptionSecrets) counts.secrets++;
    else if (type === blockType.interfaceStatistics) counts.statistics++;
    else if (type !== blockType.sectionHeader && type !== blockType.interfaceDescription) counts.other++;
  }
  return counts;
}

function pcapngLosses({ details, columns }: ExportSource, added: ReadonlyMap<number, readonly string[]>): Loss[] {
  const losses: Loss[] = [];
  const damaged = details.framesWithBadOptions;
  if (damaged > 0) {
    const sentence = `Damaged options of ${plural(damaged, 'frame')} are left out.`;
    losses.push({ what: 'bad-options', count: damaged, sentence });
  }
  const without = [...added.keys()].filter(
    (frame) => !takesComments(details, columns.interface.get(frame), frame),
  ).length;
  if (without > 0) {
    const sentence = `The new comments of ${plural(without, 'frame')} are left out: their kind of block holds none.`;
    losses.push({ what: 'comments', count: without, sentence });
  }
  return losses;
}

/** Simple packet blocks and records that are no packets have no room for a comment. */
function takesComments(details: CaptureDetails, interfaceId: number, frame: number): boolean {
  return !details.isSimple(frame) && details.interfaces[interfaceId].linkType <= 0xffff;
}

function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

function frames(count: number): string {
  return count === 1 ? '1 frame has' : `${count.toLocaleString('en-US')} frames have`;
}
