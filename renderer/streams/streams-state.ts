import { create } from 'zustand';
import type {
  followProtocol,
  streamDirection,
  streamForm,
  streamRows,
  streamState,
} from '../../contract/messages/streams.ts';
import type { Infer } from '../../contract/schema.ts';
import { remember, setting } from '../state/settings.ts';

export type FollowProtocol = Infer<typeof followProtocol>;
export type StreamForm = Infer<typeof streamForm>;
export type StreamDirection = Infer<typeof streamDirection>;
export type StreamState = Infer<typeof streamState>;
export type StreamRow = Infer<(typeof streamRows)['result']>['rows'][number];

export const protocolTitles: Readonly<Record<FollowProtocol, string>> = { tcp: 'TCP', udp: 'UDP', http: 'HTTP' };

export const formTitles: Readonly<Record<StreamForm, string>> = {
  text: 'ASCII',
  'utf-8': 'UTF-8',
  ebcdic: 'EBCDIC',
  hex: 'Hex dump',
  raw: 'Raw',
  c: 'C arrays',
  yaml: 'YAML',
};

/** A stream to follow; `frame` is the one to show first. */
export interface WantedStream {
  readonly capture: number;
  readonly protocol: FollowProtocol;
  readonly number: number;
  readonly frame?: number;
}

interface StreamsState {
  readonly wanted: WantedStream | null;
  readonly form: StreamForm;
  readonly direction: StreamDirection;
}

/** Which stream is followed, and how it is shown. */
export const useStreams = create<StreamsState>()(() => ({ wanted: null, form: 'text', direction: 'both' }));

const SETTING = 'streams';

export function chooseForm(form: StreamForm): void {
  useStreams.setState({ form });
  remember(SETTING, { form });
}

export function recallStreams(): void {
  const form = setting(SETTING, (value) => {
    const { form: known } = (value ?? {}) as Record<string, unknown>;
    return typeof known === 'string' && Object.hasOwn(formTitles, known) ? (known as StreamForm) : undefined;
  });
  if (form) useStreams.setState({ form });
}
