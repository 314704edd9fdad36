import { create } from 'zustand';
import type { captureHelper } from '../../contract/messages/live.ts';
import type { Infer } from '../../contract/schema.ts';
import { sentenceOf } from '../notices/notices-state.ts';
import { client, host } from '../state/session.ts';
import { type Activities, withRates } from './activity-history.ts';
import { suitFilters } from './choices-state.ts';
import { type CaptureInterface, inOrder } from './interface-order.ts';
import { ownTrafficFilters } from './own-traffic.ts';

export type CaptureHelper = Infer<typeof captureHelper>;

/** What can be captured from, and what happens there. */
interface InterfacesState {
  /** Null before they are known. */
  readonly interfaces: readonly CaptureInterface[] | null;
  readonly helper: CaptureHelper | null;
  readonly loading: boolean;
  /** Why they could not be listed, empty when they could. */
  readonly failed: string;
  readonly activities: Activities;
}

const empty: InterfacesState = { interfaces: null, helper: null, loading: false, failed: '', activities: {} };

export const useInterfaces = create<InterfacesState>()(() => empty);

/** Asks for the interfaces and for who may capture. What is known stays until the answer. */
export async function refreshInterfaces(): Promise<void> {
  useInterfaces.setState({ loading: true });
  try {
    const { interfaces, helper } = await client().call('live.interfaces');
    useInterfaces.setState({ interfaces: inOrder(interfaces), helper, failed: '', loading: false });
    suitFilters(ownTrafficFilters(interfaces, host().ownConnection));
  } catch (error) {
    useInterfaces.setState({ failed: sentenceOf(error), loading: false });
  }
}

/** How long activity is followed after nobody looks, in milliseconds: somebody may soon look again. */
const LINGER = 60_000;

let watching = 0;

/** Follows the activity of the interfaces until the returned function is called. */
export function watchActivity(): () => void {
  watching += 1;
  if (watching === 1) setWatch(true);
  let over = false;
  return () => {
    if (over) return;
    over = true;
    setTimeout(() => {
      watching -= 1;
      if (watching === 0) setWatch(false);
    }, LINGER);
  };
}

/** Takes up watching over a new connection. */
export function listenToActivity(): void {
  client().on('live.activity', ({ rates }) =>
    useInterfaces.setState((s) => ({ activities: withRates(s.activities, rates) })),
  );
  if (watching > 0) setWatch(true);
}

function setWatch(on: boolean): void {
  if (on) useInterfaces.setState({ activities: {} });
  client()
    .call('live.watch', { on })
    .catch(() => {});
}
