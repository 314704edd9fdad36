import { Uint8Column } from '../../facts/columns.ts';
import { MessageRows } from '../../facts/message-rows.ts';

/** What the client sends: commands, the lines of a mail (RFC 5321 section 4.1.1.4), answers to AUTH (RFC 4954), or TLS. */
export const COMMANDS = 0;
export const MAIL = 1;
export const USER_NAME = 2;
export const PASSWORD = 3;
export const CREDENTIALS = 4;
export const TLS = 5;
export type Sending = 0 | 1 | 2 | 3 | 4 | 5;

/** A command whose reply changes what the client sends next. */
export const AUTH_LOGIN = 1;
export const AUTH_OTHER = 2;
export const STARTTLS = 3;

/**
 * Where each SMTP dialogue stands, and what the messages were of which each frame holds one or several. A server's reply
 * decides: 354 begins a mail, 334 asks for credentials, 220 to STARTTLS begins TLS, every other one means that commands
 * follow.
 */
export class SmtpDialogues {
  /** By conversation. */
  private readonly sending = new Uint8Column();
  private readonly asked = new Uint8Column();
  /** Kind of each message that a client sent and that is no command. */
  private readonly messages = new MessageRows();

  now(conversation: number): Sending {
    return this.sending.get(conversation) as Sending;
  }

  /** Notes a message of a client; each one of a frame, in order, so that places agree. */
  learnSent(conversation: number, frame: number, ends: boolean): Sending {
    const kind = this.now(conversation);
    this.messages.add(frame, kind);
    if (kind === MAIL && ends) this.sending.set(conversation, COMMANDS);
    return kind;
  }

  /** What the frame's message at `place` was. */
  of(frame: number, place: number): Sending {
    return Math.max(COMMANDS, this.messages.get(frame, place)) as Sending;
  }

  /** Notes a reply of a server. Its messages count among a frame's places too. */
  learnReply(conversation: number, frame: number, code: number): void {
    this.messages.add(frame, COMMANDS);
    const asked = this.asked.get(conversation);
    this.sending.set(conversation, this.after(asked, code, this.now(conversation)));
    if (code !== 334) this.asked.set(conversation, 0);
  }

  learnCommand(conversation: number, command: number): void {
    if (command !== 0) this.asked.set(conversation, command);
  }

  private after(asked: number, code: number, before: Sending): Sending {
    if (code === 354) return MAIL;
    if (code === 220 && asked === STARTTLS) return TLS;
    if (code !== 334 || asked === 0) return COMMANDS;
    if (asked === AUTH_OTHER) return CREDENTIALS;
    return before === USER_NAME ? PASSWORD : USER_NAME;
  }
}
