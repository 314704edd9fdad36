import { Uint16Column, Uint32Column } from '../../facts/columns.ts';

/** What a Server Hello chose. */
export interface ChosenByServer {
  readonly version: number;
  readonly suite: number;
  readonly application: number;
}

/**
 * What is learned of TLS connections, by conversation and by half (`conversation * 2 + direction`).
 *
 * | column | content |
 * |---|---|
 * | version | agreed version, 0 before the Server Hello |
 * | versionFrame | frame of the Server Hello |
 * | suite | chosen cipher suite |
 * | application | application protocol chosen by ALPN, see extensions.ts; 0 for none or another |
 * | ssl2Frame | frame of a Server Hello of SSL 2, 0 while there is none |
 * | cipherFrame, cipherPlace | frame and place in it of the half's Change Cipher Spec; 0 while there is none |
 */
export class TlsState {
  private readonly version = new Uint16Column();
  private readonly versionFrame = new Uint32Column();
  private readonly suite = new Uint16Column();
  private readonly application = new Uint16Column();
  private readonly ssl2Frame = new Uint32Column();
  private readonly cipherFrame = new Uint32Column();
  private readonly cipherPlace = new Uint32Column();

  learnHello(conversation: number, hello: ChosenByServer, frame: number): void {
    if (this.versionFrame.get(conversation) !== 0) return;
    this.version.set(conversation, hello.version);
    this.suite.set(conversation, hello.suite);
    this.application.set(conversation, hello.application);
    this.versionFrame.set(conversation, frame);
  }

  /** The agreed version as known in a frame, or 0. */
  versionAt(conversation: number, frame: number): number {
    const since = this.versionFrame.get(conversation);
    return since !== 0 && since <= frame ? this.version.get(conversation) : 0;
  }

  /** The chosen cipher suite as known in a frame, or 0. */
  suiteAt(conversation: number, frame: number): number {
    const since = this.versionFrame.get(conversation);
    return since !== 0 && since <= frame ? this.suite.get(conversation) : 0;
  }

  /** The application protocol chosen by ALPN as known in a frame, or 0. */
  applicationAt(conversation: number, frame: number): number {
    const since = this.versionFrame.get(conversation);
    return since !== 0 && since <= frame ? this.application.get(conversation) : 0;
  }

  /** Notes that the server chose SSL 2. */
  learnSsl2(conversation: number, frame: number): void {
    if (this.ssl2Frame.get(conversation) === 0) this.ssl2Frame.set(conversation, frame);
  }

  /** The connection speaks SSL 2 in a frame, as known there. */
  isSsl2(conversation: number, frame: number): boolean {
    const since = this.ssl2Frame.get(conversation);
    return since !== 0 && since <= frame;
  }

  learnCipher(half: number, frame: number, place: number): void {
    if (this.cipherFrame.get(half) !== 0) return;
    this.cipherFrame.set(half, frame);
    this.cipherPlace.set(half, place);
  }

  /** True behind the half's Change Cipher Spec: handshake messages and alerts are encrypted. */
  encrypted(half: number, frame: number, place: number): boolean {
    const since = this.cipherFrame.get(half);
    return since !== 0 && (frame > since || (frame === since && place > this.cipherPlace.get(half)));
  }
}
