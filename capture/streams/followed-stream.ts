import { TCP, UDP } from '../../decoders/facts/conversations.ts';
import { tcp } from '../../decoders/transport/tcp/tcp.ts';
import { udp, udpLite } from '../../decoders/transport/udp/udp.ts';
import { scanDecoded } from '../passes/frame-scan.ts';
import type { Capture } from '../store/capture.ts';
import { ChunkBytes } from './chunk-bytes.ts';
import { ChunkTable, MAX_CHUNKS } from './chunk-table.ts';
import { Conflicts } from './conflicts.ts';
import { HttpFeed } from './http-feed.ts';
import { conversationEnds, frameEnds, type StreamEnd } from './stream-ends.ts';
import type { StreamFeed } from './stream-feed.ts';
import { type ChunkSink, type Direction, TcpAssembler } from './tcp-assembler.ts';
import { TcpFeed } from './tcp-feed.ts';
import { UdpFeed } from './udp-feed.ts';

export type FollowProtocol = 'tcp' | 'udp' | 'http';

/** What the conversations of a protocol are. */
export function kindOf(protocol: FollowProtocol): number {
  return protocol === 'udp' ? UDP : TCP;
}

/** The conversation with a number as `tcp.stream` and `udp.stream` count, or -1. */
export function conversationOfStream(capture: Capture, protocol: FollowProtocol, stream: number): number {
  const { conversations } = capture.session;
  const kind = kindOf(protocol);
  for (let i = stream; i < conversations.count; i++) {
    if (conversations.stream.get(i) === stream && conversations.kind.get(i) === kind) return i;
  }
  return -1;
}

/** How many streams of the protocol's kind there are. */
export function streamCount(capture: Capture, protocol: FollowProtocol): number {
  const { conversations } = capture.session;
  const kind = kindOf(protocol);
  for (let i = conversations.count - 1; i >= 0; i--) {
    if (conversations.kind.get(i) === kind) return conversations.stream.get(i) + 1;
  }
  return 0;
}

/**
 * One followed stream: an index of its chunks, in the order they are shown. It grows with {@link update} while the capture
 * does; bytes are read again from the frames when they are asked for, so that a stream of any length takes 30 bytes a chunk.
 */
export class FollowedStream implements ChunkSink {
  readonly capture: Capture;
  readonly protocol: FollowProtocol;
  /** Index into the session's conversations. */
  readonly conversation: number;
  readonly stream: number;
  readonly chunks = new ChunkTable();
  readonly conflicts: Conflicts;
  /** Present for TCP. */
  readonly assembler: TcpAssembler | undefined;
  /** Bytes to show, by direction. */
  readonly bytes: [number, number] = [0, 0];
  readonly missing: [number, number] = [0, 0];
  readonly gaps: [number, number] = [0, 0];
  readonly cut: [number, number] = [0, 0];
  /** The last frame looked at. */
  scanned = 0;
  /** Frames of the conversation. */
  frames = 0;
  /** Chunks that found no place any more. */
  dropped = 0;
  finished = false;
  private readonly feed: StreamFeed;
  private running: Promise<void> | undefined;
  private readonly stacks = new Map<number, boolean>();
  /** Conversations that are followed, as the packet table counts them. */
  private readonly wanted: ReadonlySet<number>;

  /** @param further later conversations of the same ends, to be taken for one with the first as tshark takes them */
  constructor(capture: Capture, protocol: FollowProtocol, conversation: number, further: readonly number[] = []) {
    this.capture = capture;
    this.protocol = protocol;
    this.conversation = conversation;
    const all = [conversation, ...further];
    this.wanted = new Set(all.map((at) => at + 1));
    const { stream } = capture.session.conversations;
    this.stream = stream.get(conversation);
    if (protocol === 'tcp') {
      this.assembler = new TcpAssembler(this);
      this.feed = new TcpFeed(this.assembler, new Set(all.map((at) => stream.get(at))));
    } else {
      this.feed = protocol === 'udp' ? new UdpFeed(capture, this, this.stream) : new HttpFeed(capture, this);
    }
    this.conflicts = new Conflicts(this);
  }

  /** Whether any frame of it brought something to follow. */
  get found(): boolean {
    return this.feed.first !== 0;
  }

  /** Whether there is more to take in than has been. */
  get behind(): boolean {
    const { capture } = this;
    return this.scanned < capture.table.count || (capture.phase === 'ready' && !this.finished);
  }

  /** A reader of its chunks' bytes; each user takes one of its own. */
  reader(): ChunkBytes {
    return new ChunkBytes(this.capture, this.chunks, this.feed.mask);
  }

  /** Client and server: who sent the first frame of it, and who received it. Without any, those of the conversation. */
  get ends(): readonly [StreamEnd, StreamEnd] {
    const { table, session } = this.capture;
    const frame = this.feed.first || session.conversations.firstFrame.get(this.conversation);
    const innermost = table.conversation.get(frame) === this.conversation + 1;
    return innermost ? frameEnds(this.capture, frame) : conversationEnds(this.capture, this.conversation);
  }

  /** Takes in the frames that have come since, in slices. `tail` gives what waits behind gaps that nobody acknowledged. */
  update(signal: { readonly aborted: boolean }, progress: () => void = () => {}, tail = true): Promise<void> {
    this.running ??= this.scan(signal, progress, tail).finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async scan(signal: { readonly aborted: boolean }, progress: () => void, tail: boolean): Promise<void> {
    const { capture, feed } = this;
    const { table, session } = capture;
    const { wanted } = this;
    const belongs = (frame: number): boolean =>
      wanted.has(table.conversation.get(frame)) || this.carries(table.stack.get(frame));
    while (this.scanned < table.count && !signal.aborted) {
      const from = Math.max(this.scanned + 1, session.conversations.firstFrame.get(this.conversation));
      const to = table.count;
      this.scanned = await scanDecoded(
        capture,
        feed.mask,
        (frame, d) => {
          if (feed.frame(frame, d)) this.frames++;
        },
        { from, to, within: { has: belongs }, signal, progress },
      );
    }
    if (tail && capture.phase === 'ready' && this.scanned >= table.count && !this.finished) {
      this.finished = true;
      feed.finish?.(table.count);
    }
  }

  /** Whether a frame of the stack has several transport layers: the table names the conversation of the innermost. */
  private carries(stack: number): boolean {
    if (this.protocol !== 'udp') return false;
    let known = this.stacks.get(stack);
    if (known === undefined) {
      const { stacks } = this.capture.session;
      known = stacks.list(stack).filter((id) => id === tcp.id || id === udp.id || id === udpLite.id).length > 1;
      this.stacks.set(stack, known);
    }
    return known;
  }

  data(frame: number, direction: Direction, position: number, place: number, length: number, cut: number): void {
    if (this.full()) return;
    this.chunks.data(frame, direction, position, place, length, cut);
    this.bytes[direction] += length;
    this.cut[direction] += cut;
  }

  gap(frame: number, direction: Direction, position: number, missing: number): void {
    if (this.full()) return;
    this.chunks.gap(frame, direction, position, missing);
    this.missing[direction] += missing;
    this.gaps[direction]++;
  }

  again(frame: number, direction: Direction, position: number, place: number, length: number): void {
    this.conflicts.compare(frame, direction, position, place, length);
  }

  private full(): boolean {
    if (this.chunks.count < MAX_CHUNKS) return false;
    this.dropped++;
    return true;
  }
}
