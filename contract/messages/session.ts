import { event, request } from '../message.ts';
import { list, nothing, object, oneOf, optional, text, uint } from '../schema.ts';

/** What serves this client, for the About box, bug reports and the status bar. */
export const info = request('session.info', {
  params: nothing,
  result: object({
    /** Osiscope's version, as in package.json. */
    product: text(40),
    /** Version of the contract. */
    contract: uint,
    /** Runtime and version, as `Node 24.1.0`. */
    runtime: text(60),
    /** Operating system and architecture, as `linux x64`. */
    platform: text(60),
    processId: uint,
    /** Milliseconds since the capture process started. */
    uptime: uint,
    features: list(text(64), 64),
  }),
});

/** Shows that the capture process still answers; `sent` comes back, so that the client can measure the round trip. */
export const ping = request('session.ping', {
  params: object({ sent: uint }),
  result: object({ sent: uint, received: uint }),
});

/** The client is about to leave. After the answer the server closes the client's views and ends the connection. */
export const goodbye = request('session.goodbye', { params: nothing, result: nothing });

/** Something a person should know that answers no request: a full disk, lost rights, a capture that ended by itself. */
export const notice = event(
  'session.notice',
  object({
    severity: oneOf('info', 'warning', 'error'),
    /** What happened. */
    text: text(1000),
    /** What to do about it. */
    advice: optional(text(1000)),
  }),
);
