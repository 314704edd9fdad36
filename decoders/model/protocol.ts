import type { DispatchTable } from '../dispatch/tables.ts';
import type { Cursor } from './cursor.ts';
import type { Field } from './field.ts';
import type { LayerView } from './layer-view.ts';
import type { StreamProtocol } from './stream.ts';

export type OsiLayer = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** A claim of a number in a dispatch table, for example EtherType 0x0800. */
export type Claim = readonly [table: DispatchTable, ...values: number[]];

export interface ProtocolSpec<State = unknown> {
  /** Wireshark's abbreviation, also the filter name of the whole layer: `tcp`. */
  readonly name: string;
  /** Full name as Wireshark's tree prints it: `Transmission Control Protocol`. */
  readonly title: string;
  /** Text of the Protocol column: `TCP`. Empty: the layer never sets the column. */
  readonly short: string;
  readonly osi: OsiLayer;
  /** Why the protocol stands on that layer, in half a sentence that can be shown. */
  readonly rule: string;
  /** Name of the unit of data: frame, packet, segment, datagram, message. */
  readonly unit: string;
  readonly rfc?: readonly (number | string)[];
  readonly fields: Readonly<Record<string, Field>>;
  readonly claims?: readonly Claim[];
  /** Reads one header in wire order and says what follows. Runs in every pass; allocates nothing unless a field is noted. */
  decode(c: Cursor): void;
  /** Called after the layers above were decoded, for what is known only then (padding, the list of protocols). */
  after?(c: Cursor): void;
  /** Fields that `after` notes: they are known only once all layers above were decoded. */
  readonly lateFields?: readonly Field[];
  /**
   * Of a protocol that keeps connections: fields that are the same whatever frames came before. A pass in frame order that
   * wants only such learns no connections, see field-needs.ts.
   */
  readonly headerFields?: readonly Field[];
  /** The tree's heading; default: the title. */
  heading?(v: LayerView): string;
  /** Text of the Protocol column where `short` does not say it: `IGMPv3`. Only fields of {@link infoFields} may be read. */
  column?(v: LayerView): string;
  /** The Info column. Only fields of {@link infoFields} may be read. */
  info?(v: LayerView): string;
  /** Text in front of the Info column, whichever layer fills it. Only fields of {@link infoFields} may be read. */
  prefix?(v: LayerView): string;
  readonly infoFields?: readonly Field[];
  /** One sentence on what the layer did in this packet, for the OSI view, see tree/story.ts. All fields may be read. */
  story?(v: LayerView): string;
  /** State learned in frame order, one per session. Decoders reach it with `c.state(protocol)`. */
  createState?(): State;
  /**
   * Only shows its bytes: announces no layers, learns nothing, and is complete whatever the bytes are. Decoded only where
   * one of its fields is wanted, so that bodies need not be put together otherwise.
   */
  readonly leaf?: boolean;
  /**
   * Its fields are wrapped in tags and lengths that no field shows, and what cannot be read has a field of its own: bytes between
   * fields are not undecoded.
   */
  readonly wrapped?: boolean;
  /**
   * The columns add to those of the layer below instead of replacing them: `short` behind a slash (HTTP/JSON), the info
   * text as it is.
   */
  readonly extends?: boolean;
  /** The info texts of several messages in one frame are joined; otherwise the last one is shown. */
  readonly gathers?: boolean;
  /**
   * True when the datagram at the cursor, on ports that no protocol claims, is this protocol's. Asked in every pass, of which
   * each must get the same answer; the cursor stays where it is.
   */
  recognises?(c: Cursor): boolean;
  /** For protocols carried in TCP streams: how long the next message is. */
  readonly stream?: StreamProtocol;
}

export interface Protocol<State = unknown> extends ProtocolSpec<State> {
  /** The field that stands for the whole layer. */
  readonly layer: Field;
  /** Dense from 0, unique in the process. */
  readonly id: number;
}
