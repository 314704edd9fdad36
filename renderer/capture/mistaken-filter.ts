import { client } from '../state/session.ts';

/** What a text that is no capture filter was meant as. */
export interface Meant {
  readonly sentence: string;
  /** The capture filter that says the same, where there is one. */
  readonly filter: string | null;
}

/** Recognises a display filter that stands in the place of a capture filter; undefined for what is none. */
export async function meantAs(text: string): Promise<Meant | undefined> {
  const { state } = await client().call('filters.check', { text });
  if (state !== 'valid' && state !== 'risky') return undefined;
  const { text: filter, reason } = await client().call('filters.toCaptureFilter', { text });
  return filter === null
    ? { sentence: `This is a display filter. ${reason}`, filter }
    : { sentence: 'This is a display filter. As a capture filter:', filter };
}
