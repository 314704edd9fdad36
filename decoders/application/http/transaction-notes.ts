import type { Cursor } from '../../model/cursor.ts';
import { asciiText } from '../../tree/bytes-text.ts';
import { f } from './http-fields.ts';
import { isNotification, type MessageHead, REQUEST } from './message-head.ts';
import type { HttpTransactions } from './transactions.ts';

/** Notes what the message is and how it goes with the others of its connection. */
export function noteTransaction(c: Cursor, t: HttpTransactions, transaction: number, head: MessageHead): void {
  if (isNotification(head)) c.generated(f.notification, 1);
  else if (head.kind === REQUEST) {
    c.generated(f.request, 1);
    if (transaction >= 0) requestNotes(c, t, transaction);
  } else {
    c.generated(f.response, 1);
    if (transaction >= 0) responseNotes(c, t, transaction);
  }
}

function requestNotes(c: Cursor, t: HttpTransactions, transaction: number): void {
  numbered(c, t, transaction, f.requestNumber, 'request');
  link(c, f.previousRequest, t.before(transaction), t.request);
  link(c, f.responseIn, transaction, t.response);
  link(c, f.nextRequest, t.after(transaction), t.request);
}

function responseNotes(c: Cursor, t: HttpTransactions, transaction: number): void {
  numbered(c, t, transaction, f.responseNumber, 'response');
  const { seconds, nanoseconds } = c.frame.record;
  const asked = t.request.get(transaction) !== 0;
  if (asked) c.generated(f.time, t.since(transaction, seconds, nanoseconds));
  const before = t.before(transaction);
  const after = t.after(transaction);
  link(c, f.previousRequest, before, t.request);
  link(c, f.previousResponse, before, t.response);
  link(c, f.requestIn, transaction, t.request);
  link(c, f.nextRequest, after, t.request);
  link(c, f.nextResponse, after, t.response);
  const target = c.wants(f.responseFor) ? t.targetOf(transaction) : undefined;
  if (target) c.generated(f.responseFor, 0, asciiText(target, 0, target.length));
}

/** `HTTP request 2/3` */
function numbered(
  c: Cursor,
  t: HttpTransactions,
  transaction: number,
  field: typeof f.requestNumber,
  what: string,
): void {
  const number = t.number.get(transaction);
  const entry = c.generated(field, number);
  if (entry >= 0) c.label(entry, `HTTP ${what} ${number}/${t.total(transaction, c.frame.packet.conversation)}`);
}

/** Notes the frame that a transaction's column names, when there is one. */
function link(c: Cursor, field: typeof f.requestIn, transaction: number, column: { get(row: number): number }): void {
  const frame = transaction < 0 ? 0 : column.get(transaction);
  if (frame !== 0) c.generated(field, frame);
}
