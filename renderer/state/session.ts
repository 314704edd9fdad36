import { type Client, connect } from '../../contract/connect.ts';
import { isContractError } from '../../contract/errors.ts';
import { type Osiscope, osiscope } from '../../contract/osiscope.ts';
import { filterOf, forgetApplied, noteApplied } from '../filter/filter-state.ts';
import type { Host } from '../host/host.ts';
import { type CaptureState, useApp, type ViewState } from './app-state.ts';
import { captureBefore } from './shown-before.ts';

let current: Client<Osiscope> | undefined;
let currentHost: Host | undefined;
/** The process that numbered the captures in the state. */
let processId: number | undefined;

/** Nothing of a capture: what the state holds when none is shown, or before the next one is there. */
const nothingShown = { view: null, frame: null, packet: null, hovered: null, selected: null, layer: null } as const;

/** The capture process; throws while there is no connection. */
export function client(): Client<Osiscope> {
  if (!current) throw new Error('There is no connection to the capture process.');
  return current;
}

export function host(): Host {
  if (!currentHost) throw new Error('The window has not started.');
  return currentHost;
}

/**
 * Connects and fills the state with what the capture process has open; `connected` comes before anything is shown. The
 * capture and frame shown before, by this page or before it was loaded again, are shown again where they still exist.
 */
export async function startSession(host: Host, connected: (client: Client<Osiscope>) => Promise<void>): Promise<void> {
  currentHost = host;
  useApp.setState({ connection: 'connecting' });
  try {
    const c = await connect(osiscope, await host.connect(), { client: `window (${host.kind})` });
    current = c;
    void c.closed.then((reason) => {
      if (current === c) useApp.setState({ connection: 'lost', lost: reason });
    });
    listen(c);
    await connected(c);
    const info = await c.call('session.info');
    const captures = await c.call('captures.list');
    const before = processId === info.processId ? useApp.getState().active : captureBefore();
    if (processId !== undefined && processId !== info.processId) forgetApplied();
    processId = info.processId;
    const shown = captures.find(({ capture }) => capture === before) ?? captures[0];
    useApp.setState({ captures, active: shown?.capture ?? null, ...nothingShown });
    if (shown) await showCapture(shown.capture);
    if (current === c) useApp.setState({ connection: 'open' });
  } catch (error) {
    useApp.setState({ connection: 'lost', lost: (error as Error).message });
  }
}

function listen(c: Client<Osiscope>): void {
  c.on('captures.changed', takeIn);
  c.on('captures.closed', ({ capture }) =>
    useApp.setState((s) => ({
      captures: s.captures.filter((x) => x.capture !== capture),
      ...(s.active === capture && capture !== leaving ? { active: null, ...nothingShown } : {}),
    })),
  );
  c.on('views.changed', (view) => useApp.setState((s) => (s.view?.view === view.view ? { view } : {})));
}

/** Notes the state of a capture, which may be new. */
export function takeIn(changed: CaptureState): void {
  useApp.setState((s) => ({
    captures: s.captures.some((x) => x.capture === changed.capture)
      ? s.captures.map((x) => (x.capture === changed.capture ? changed : x))
      : [...s.captures, changed],
  }));
}

let showing = 0;

/** Makes a capture the one shown; null shows the start page. */
export async function showCapture(capture: number | null): Promise<void> {
  const turn = ++showing;
  const view = capture === null ? null : await openView(capture);
  const { view: old } = useApp.getState();
  const late = turn !== showing;
  if (!late) useApp.setState({ active: capture, follow: true, ...nothingShown, view });
  const left = late ? view : old;
  if (left)
    client()
      .call('views.close', { view: left.view })
      .catch(() => {});
}

/** A view by the filter that the capture was shown by before, without one where it is no filter any more. */
async function openView(capture: number): Promise<ViewState> {
  const filter = filterOf(capture);
  if (filter !== '') {
    try {
      return await client().call('views.open', { capture, filter });
    } catch (error) {
      if (!isContractError(error, 'bad-filter')) throw error;
      noteApplied(capture, '');
    }
  }
  return client().call('views.open', { capture });
}

/** A capture that is shown until another takes its place, although it is closed already. */
let leaving: number | undefined;

/** Shows the capture that `replace` resolves with, or the start page, instead of one that it closes. */
export async function replaceCapture(old: number, replace: () => Promise<CaptureState | null>): Promise<void> {
  leaving = old;
  try {
    const state = await replace();
    if (state) takeIn(state);
    await showCapture(state?.capture ?? null);
  } finally {
    leaving = undefined;
    const { active, captures } = useApp.getState();
    if (active === old && !captures.some(({ capture }) => capture === old)) {
      useApp.setState({ active: null, ...nothingShown });
    }
  }
}
