import { Uint8Column } from '../../facts/columns.ts';

const ASKED = 1;
const SECURED = 2;

/** Which POP3 connections have gone over to TLS: STLS was asked for and granted (RFC 2595 section 4). */
export class PopDialogues {
  /** By conversation. */
  private readonly state = new Uint8Column();

  learnCommand(conversation: number, asksForTls: boolean): void {
    if (asksForTls) this.state.set(conversation, ASKED);
  }

  learnReply(conversation: number, granted: boolean): void {
    if (this.state.get(conversation) === ASKED) this.state.set(conversation, granted ? SECURED : 0);
  }

  secured(conversation: number): boolean {
    return this.state.get(conversation) === SECURED;
  }
}
