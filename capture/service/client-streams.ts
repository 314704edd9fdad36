import { ContractError } from '../../contract/errors.ts';
import type { Capture } from '../store/capture.ts';
import { conversationOfStream, FollowedStream, type FollowProtocol } from '../streams/followed-stream.ts';
import type { OpenCapture } from './captures.ts';
import type { ClientState } from './client.ts';
import { OpenStream } from './open-stream.ts';
import { Throttle } from './throttle.ts';

/** How often the client is told of more bytes, in milliseconds. */
const ANNOUNCE = 100;
/** How long an answer waits for the stream's frames. */
const PATIENCE = 150;
const MOST_OPEN = 8;

/** The streams one client follows. End with its connection, and with their capture. */
export class ClientStreams {
  private readonly client: ClientState;
  private readonly streams = new Map<number, { readonly stream: OpenStream; readonly announce: Throttle }>();
  private next = 1;

  constructor(client: ClientState) {
    this.client = client;
    const stop = client.captures.listen(
      (entry) => this.grown(entry),
      (capture) => {
        for (const { stream } of [...this.streams.values()]) if (stream.capture === capture) this.close(stream.id);
      },
      (_, before) => this.replaced(before),
    );
    void client.connection.closed.then(() => {
      stop();
      for (const id of [...this.streams.keys()]) this.close(id);
    });
  }

  /** Throws contract errors. */
  async open(entry: OpenCapture, protocol: FollowProtocol, number: number): Promise<OpenStream> {
    if (this.streams.size >= MOST_OPEN) {
      throw new ContractError('too-many', `${MOST_OPEN} streams are followed. Close one of them first.`);
    }
    const conversation = conversationOfStream(entry.capture, protocol, number);
    if (conversation < 0) {
      const kind = protocol === 'udp' ? 'UDP' : 'TCP';
      throw new ContractError('no-stream', `There is no ${kind} stream ${number}.`);
    }
    const followed = new FollowedStream(entry.capture, protocol, conversation);
    const stream = new OpenStream(this.next++, entry.id, followed);
    this.streams.set(stream.id, { stream, announce: new Throttle(ANNOUNCE, () => this.announce(stream)) });
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE));
    await Promise.race([this.update(stream), patience]);
    return stream;
  }

  /** Throws a contract error `no-follow`. */
  get(id: number): OpenStream {
    const open = this.streams.get(id);
    if (!open) throw new ContractError('no-follow', 'This stream is not followed any more.');
    return open.stream;
  }

  close(id: number): void {
    this.streams.get(id)?.stream.abort.abort();
    this.streams.delete(id);
  }

  private grown({ capture }: OpenCapture): void {
    for (const { stream } of this.streams.values()) if (stream.stream.capture === capture) void this.update(stream);
  }

  /** What was gathered came from frames as they were understood before. */
  private replaced(before: Capture): void {
    for (const { stream } of [...this.streams.values()]) {
      if (stream.stream.capture !== before) continue;
      this.close(stream.id);
      this.client.connection.emit('streams.ended', { id: stream.id });
    }
  }

  private async update(stream: OpenStream): Promise<void> {
    const { announce } = this.streams.get(stream.id) ?? {};
    const { stream: followed } = stream;
    do await followed.update(stream.abort.signal, () => announce?.request());
    while (!stream.abort.signal.aborted && followed.behind);
    announce?.request();
  }

  private announce(stream: OpenStream): void {
    if (this.streams.has(stream.id)) this.client.connection.emit('streams.changed', stream.state);
  }
}
