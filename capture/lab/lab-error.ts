/** The run cannot be begun on this machine; the message says why and what would help. */
export class LabUnavailable extends Error {}

/** The run was told to end. */
export class LabAborted extends Error {
  constructor() {
    super('The run was stopped.');
  }
}
