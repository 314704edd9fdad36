import { create } from 'zustand';
import type { Result } from '../../contract/contract.ts';
import type { connectionStates, ladderRow, scenario, sessionState } from '../../contract/messages/trace.ts';
import type { Infer } from '../../contract/schema.ts';

export type Scenario = Infer<typeof scenario>;
export type SessionState = Infer<typeof sessionState>;
export type LadderRow = Infer<typeof ladderRow>;
export type ConnectionStates = NonNullable<Result<typeof connectionStates>>;

/** What is to be run. */
export type SubjectKind = 'scenario' | 'pair' | 'command';

interface SessionPageState {
  readonly scenarios: readonly Scenario[];
  readonly kind: SubjectKind;
  readonly scenario: string;
  /** Options of the pair, and the command, as they are typed. */
  readonly daemonWords: string;
  readonly service: string;
  readonly clientWords: string;
  readonly command: string;
  readonly systemCalls: boolean;
  /** The session that is shown, null for none. */
  readonly session: number | null;
  readonly state: SessionState | null;
  readonly starting: boolean;
  readonly problem: string;
  /** Row of the ladder that is selected, -1 for none. */
  readonly row: number;
  /** The frame that row stands for, 0 when it is a step. */
  readonly rowFrame: number;
  /** Scrolls with what comes. */
  readonly follow: boolean;
  /** Shows nothing new until it goes on. */
  readonly paused: boolean;
  /** The time axis shows all of the session's time, or half as much with each step. */
  readonly zoom: number;
  /** The process that signals go to, as `pid tid`; empty for none. */
  readonly process: string;
}

export const useSession = create<SessionPageState>()(() => ({
  scenarios: [],
  kind: 'scenario',
  scenario: 'handshake',
  daemonWords: '--model fork --lab --services echo,http,fault',
  service: 'echo',
  clientWords: '',
  command: 'curl -s http://127.0.0.1:8080/',
  systemCalls: false,
  session: null,
  state: null,
  starting: false,
  problem: '',
  row: -1,
  rowFrame: 0,
  follow: true,
  paused: false,
  zoom: 0,
  process: '',
}));

/** Steps of the zoom. */
export const MOST_ZOOM = 12;
