import { request } from '../message.ts';
import { binary, boolean, list, nullable, object, text, uint, uintUpTo } from '../schema.ts';
import { captureId } from './captures.ts';

/** What the OSI view tells of one layer of the packet; in the order of the tree's layers. */
export const layerStory = object({
  /** Index into the tree batch's layers. */
  layer: uintUpTo(255),
  /** Text of the Protocol column, or the title's abbreviation. */
  short: text(60),
  /** What a unit of data is called here: frame, packet, segment, datagram, message. */
  unit: text(40),
  /** Why the protocol stands on this layer. */
  rule: text(300),
  /** How the layer below chose it: "EtherType 0x0800", "TCP port 80"; empty for the first. */
  chosenBy: text(100),
  /** One sentence on what the layer did in this packet. */
  story: text(600),
  /** True within a packet that an error message quotes: this layer was not sent here and now. */
  quoted: boolean,
  /** Addresses at this layer, empty where it has none. */
  source: text(100),
  destination: text(100),
});

/** One line of what is known of the physical layer; `computed` values are worked out here, not measured. */
export const physicalFact = object({ label: text(100), value: text(300), computed: uintUpTo(1) });

/** A packet seen through its layers: the field tree (tree-batch.ts), the stories, and what is known of layer 1. */
export const packet = request('packets.get', {
  params: object({ capture: captureId, frame: uint }),
  result: object({
    tree: binary(64 * 1024 * 1024),
    stories: list(layerStory, 128),
    physical: list(physicalFact, 32),
    /** The connection as the session of OSI layer 5, null without one. */
    session: nullable(object({ title: text(100), story: text(600) })),
    comments: list(text(65_535), 64),
    /** True when the frame could not be read again from its file. */
    unreadable: uintUpTo(1),
  }),
  errors: ['no-capture', 'no-frame'],
});

/** What a field is for: tooltips, the status bar, completion. Unknown names are left out. */
export const describeFields = request('packets.describeFields', {
  params: object({ names: list(text(200), 256) }),
  result: list(object({ name: text(200), title: text(300), type: text(40), help: text(1000), rfc: text(200) }), 256),
});
