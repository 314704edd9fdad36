import type { expertGroup, expertSeverity } from '../../contract/messages/expert.ts';
import type { Osiscope } from '../../contract/osiscope.ts';
import type { Infer } from '../../contract/schema.ts';
import type { HandlersOf } from '../../contract/serve.ts';
import type { Severity } from '../../decoders/model/expert.ts';
import { type ExpertGroup, ExpertList, keyOf } from '../analysis/expert-list.ts';
import { expertMask, expertNotes } from '../analysis/expert-notes.ts';
import { frameEvidence } from '../analysis/frame-evidence.ts';
import { Gravest } from '../analysis/gravest.ts';
import { ColumnCells } from '../passes/column-cells.ts';
import type { Capture } from '../store/capture.ts';
import type { FrameSet } from '../store/frame-set.ts';
import type { View } from '../store/view.ts';
import type { ClientState } from './client.ts';

type Names = 'expert.scan' | 'expert.groups' | 'expert.frames' | 'expert.notes' | 'expert.gravest';
type SeverityName = Infer<typeof expertSeverity>;

const names: Readonly<Record<Severity, SeverityName>> = {
  1: 'comment',
  2: 'chat',
  4: 'note',
  6: 'warning',
  8: 'error',
};

const COLUMNS = ['time', 'source', 'destination'];
/** Longest message in a window of frames. */
const MAX_MESSAGE = 400;
/** Most notes of one frame that are told with their evidence. */
const MAX_NOTES = 64;

export function expertHandlers(client: ClientState): HandlersOf<Osiscope, Names> {
  const lists = new ExpertLists();
  const gravest = new WeakMap<Capture, Gravest>();
  const order = new GroupOrder();
  return {
    'expert.scan': async ({ view, displayed }, { signal, progress }) => {
      const v = client.view(view);
      const list = lists.of(v, displayed);
      await list.update(displayed ? v.tested : v.capture.table.count, signal, (done) =>
        progress({ done, total: v.capture.table.count }),
      );
      return { scanned: list.scanned };
    },
    'expert.groups': ({ view, displayed, severities, text, first, count, open }) => {
      const list = lists.of(client.view(view), displayed);
      const groups = order.of(list, severities, text);
      const wanted = new Set(open);
      const opened = wanted.size === 0 ? [] : [...groups.entries()].filter(([, g]) => wanted.has(g.id));
      const counted = (severity: Severity): number => list.counts.get(severity) ?? 0;
      return {
        scanned: list.scanned,
        frames: list.capture.table.count,
        counts: { error: counted(8), warning: counted(6), note: counted(4), chat: counted(2), comment: counted(1) },
        ungrouped: list.ungrouped,
        total: groups.length,
        groups: groups.slice(first, first + count).map(shown),
        opened: opened.map(([at, g]) => ({ at, group: shown(g) })),
      };
    },
    'expert.frames': ({ view, displayed, group: id, first, count, timeFormat }, { fail }) => {
      const { capture, groups } = lists.of(client.view(view), displayed);
      const group = groups[id];
      if (!group) throw fail('no-group', 'There is no such group of notes any more.');
      const cells = new ColumnCells(capture.registry, COLUMNS, [], client.names);
      return group.frames.slice(first, first + count).map((frame) => {
        const [time, source, destination] = cells.of(capture, frame, timeFormat);
        const d = capture.decode(frame, expertMask());
        const note = d && expertNotes(d).find((n) => keyOf(n) === group.key);
        return {
          frame,
          time,
          source: source.slice(0, 200),
          destination: destination.slice(0, 200),
          message: (note?.message ?? group.title).slice(0, MAX_MESSAGE),
        };
      });
    },
    'expert.gravest': async ({ capture: id }, { signal }) => {
      const { capture } = client.capture(id);
      const found = await kept(gravest, capture, () => new Gravest(capture)).update(signal);
      return { severity: found === 0 ? null : names[found] };
    },
    'expert.notes': ({ capture: id, frame }, { fail }) => {
      const notes = frameEvidence(client.capture(id).capture, frame);
      if (!notes) throw fail('no-frame', `There is no frame ${frame}.`);
      return notes.slice(0, MAX_NOTES).map(({ note, evidence }) => ({
        severity: names[note.severity],
        about: note.group,
        protocol: note.protocol.slice(0, 60),
        message: note.message.slice(0, MAX_MESSAGE),
        field: note.field?.name ?? '',
        help: note.field?.help ?? '',
        rfc: note.field?.rfc ?? '',
        evidence,
      }));
    },
  };
}

function shown(g: ExpertGroup): Infer<typeof expertGroup> {
  return {
    group: g.id,
    severity: names[g.severity],
    about: g.group,
    protocol: g.protocol.slice(0, 60),
    title: g.title,
    field: g.field,
    count: g.count,
    frames: g.frames.length,
    capped: g.capped,
  };
}

/** The groups asked for in their order, kept until something else is asked for or more is collected. */
class GroupOrder {
  private list: ExpertList | undefined;
  private key = '';
  private groups: readonly ExpertGroup[] = [];

  of(list: ExpertList, severities: readonly SeverityName[], text: string): readonly ExpertGroup[] {
    const key = `${list.scanned} ${severities.join()} ${text}`;
    if (list !== this.list || key !== this.key) {
      this.list = list;
      this.key = key;
      const part = text.toLowerCase();
      this.groups = list.groups
        .filter(
          (g) =>
            severities.includes(names[g.severity]) &&
            (part === '' || `${g.title}\n${g.protocol}\n${g.field}\n${g.group}`.toLowerCase().includes(part)),
        )
        .sort((a, b) => b.severity - a.severity || b.count - a.count || a.id - b.id);
    }
    return this.groups;
  }
}

/** The notes of captures and of what views display, kept while those are. */
class ExpertLists {
  private readonly whole = new WeakMap<Capture, ExpertList>();
  private readonly displayed = new WeakMap<FrameSet, ExpertList>();

  of({ capture, frames }: View, displayed: boolean): ExpertList {
    if (displayed && frames !== null) return kept(this.displayed, frames, () => new ExpertList(capture, frames));
    return kept(this.whole, capture, () => new ExpertList(capture));
  }
}

function kept<K extends object, V>(map: WeakMap<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
