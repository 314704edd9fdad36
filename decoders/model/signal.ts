/**
 * What a read past an end throws. The two are preallocated: nothing is allocated for a cut or broken packet.
 * Truncated: the bytes exist on the wire but were not captured. Malformed: the packet claims bytes it does not have.
 */
export class DecodeSignal extends Error {
  readonly state: 'truncated' | 'malformed';
  constructor(state: 'truncated' | 'malformed') {
    super(state);
    this.state = state;
  }
}

const depth = Error.stackTraceLimit;
Error.stackTraceLimit = 0;
export const TRUNCATED = new DecodeSignal('truncated');
export const MALFORMED = new DecodeSignal('malformed');
Error.stackTraceLimit = depth;
