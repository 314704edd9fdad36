import type { Osiscope } from '../../contract/osiscope.ts';
import type { HandlersOf } from '../../contract/serve.ts';
import { namedLine } from '../names/named-line.ts';
import { layerStories, treeBatch, treeMask } from '../passes/packet-detail.ts';
import { physicalFacts } from '../passes/physical-facts.ts';
import { sessionStory } from '../passes/session-story.ts';
import { isTraceComment } from '../trace/saved-trace.ts';
import type { ClientState } from './client.ts';

export function packetsHandlers(client: ClientState): HandlersOf<Osiscope, 'packets.get' | 'packets.describeFields'> {
  return {
    'packets.get': ({ capture: id, frame }, { fail }) => {
      const { capture } = client.capture(id);
      capture.session.displayedBefore = client.lastViewOf(capture)?.displayedBefore;
      const d = capture.decode(frame, treeMask);
      capture.session.displayedBefore = undefined;
      if (!d) throw fail('no-frame', `There is no frame ${frame}.`);
      const { names } = client;
      const unreadable = d.record.capturedLength < capture.table.captured.get(frame) ? 1 : 0;
      const result = {
        tree: treeBatch(d, names && ((field, text, value) => namedLine(names, capture, field, text, value))),
        stories: layerStories(d),
        physical: physicalFacts(capture, frame),
        session: sessionStory(capture, frame),
        comments: capture
          .commentsOf(frame)
          .filter((comment) => !isTraceComment(comment))
          .slice(0, 64),
        unreadable,
      };
      return result;
    },
    'packets.describeFields': ({ names }) => {
      const { registry } = client.captures;
      return names.flatMap((name) => {
        const [field] = registry.fieldsNamed(name);
        if (!field) return [];
        return { name, title: field.title, type: field.type, help: field.help ?? '', rfc: field.rfc ?? '' };
      });
    },
  };
}
