import { type Client, connect } from '../../contract/connect.ts';
import { type Osiscope, osiscope } from '../../contract/osiscope.ts';
import type { Host } from '../host/host.ts';
import { useApp } from './app-state.ts';

let current: Client<Osiscope> | undefined;
let currentHost: Host | undefined;

/** The capture process; throws while there is no connection. */
export function client(): Client<Osiscope> {
  if (!current) throw new Error('There is no connection to the capture process.');
  return current;
}

export function host(): Host {
  if (!currentHost) throw new Error('The window has not started.');
  return currentHost;
}

/** Connects and fills the state with what the capture process has open. */
export async function startSession(host: Host): Promise<void> {
  currentHost = host;
  useApp.setState({ connection: 'connecting' });
  try {
    current = await connect(osiscope, await host.connect(), { client: `window (${host.kind})` });
  } catch (error) {
    useApp.setState({ connection: 'lost', lost: (error as Error).message });
    return;
  }
  const c = current;
  void c.closed.then((reason) => {
    if (current === c) useApp.setState({ connection: 'lost', lost: reason });
  });
  c.on('captures.changed', (changed) =>
    useApp.setState((s) => ({
      captures: s.captures.some((x) => x.capture === changed.capture)
        ? s.captures.map((x) => (x.capture === changed.capture ? changed : x))
        : [...s.captures, changed],
    })),
  );
  c.on('captures.closed', ({ capture }) =>
    useApp.setState((s) => ({
      captures: s.captures.filter((x) => x.capture !== capture),
      ...(s.active === capture ? { active: null, view: null, frame: null, packet: null } : {}),
    })),
  );
  c.on('views.changed', (view) => useApp.setState((s) => (s.view?.view === view.view ? { view } : {})));
  useApp.setState({ connection: 'open', captures: await c.call('captures.list') });
  const [first] = useApp.getState().captures;
  if (first) await showCapture(first.capture);
}

/** Makes a capture the one shown. */
export async function showCapture(capture: number): Promise<void> {
  const old = useApp.getState().view;
  const view = await client().call('views.open', { capture });
  useApp.setState({ active: capture, view, frame: null, packet: null, hovered: null, selected: null, layer: null });
  if (old) void client().call('views.close', { view: old.view });
}
