import { type Infer, list, number, object, optional, type Schema, text, uint, where } from './schema.ts';

/** Largest message accepted unless stated otherwise, in bytes. */
export const defaultMaxMessageBytes = 64 * 1024 * 1024;

/** Requests one client may have in flight unless stated otherwise. */
export const defaultMaxInFlight = 64;

/** Milliseconds either side waits for the other's hello. */
export const defaultHelloTimeout = 10_000;

const featureList = list(text(64), 64);

/** First message of the client. `requires` names features of the server without which the client cannot work. */
export const clientHello = object({ version: uint, client: text(200), requires: featureList });

/** Answer of the server, with the limits the client has to keep. */
export const serverHello = object({
  version: uint,
  server: text(200),
  features: featureList,
  maxMessageBytes: uint,
  maxInFlight: where(uint, 'at least one request in flight', (count) => count > 0),
});
export type ServerHello = Infer<typeof serverHello>;

const anything: Schema<unknown> = {
  expectation: 'anything',
  carriesBinary: false,
  read: (value) => value,
  write: (v) => v,
};

/** Control part of an error; `details` is read with the schema declared for `code`. */
export const errorControl = object({ code: text(64), text: text(2000), details: optional(anything) });

/** How far a long operation is: a share from 0 to 1, or counts, or a sentence. */
export const progressControl = object({
  fraction: optional(where(number, 'a fraction from 0 to 1', (value) => value >= 0 && value <= 1)),
  done: optional(uint),
  total: optional(uint),
  text: optional(text(300)),
});
export type Progress = Infer<typeof progressControl>;

/** What the client has received since the connection began. */
export const acknowledgeControl = object({ messages: uint, bytes: uint });

/** The client acknowledges at the latest after this many messages or bytes; the server's windows are larger. */
export const acknowledgeEvery = { messages: 16, bytes: 1024 * 1024 };

/** Why a client of `clientVersion` cannot talk to a server of `serverVersion`, and what to do about it. */
export const versionMismatch = (clientVersion: number, serverVersion: number): string =>
  `This window speaks version ${clientVersion} of Osiscope's contract, the capture process version ${serverVersion}. ` +
  'Close every Osiscope window and start Osiscope again; in a browser, reload the page.';

/** Why a client cannot use a server that lacks `features`. */
export const missingFeatures = (features: readonly string[]): string =>
  `The capture process lacks ${features.join(', ')}, which this window needs. ` +
  'Start the capture process of the same Osiscope installation.';
