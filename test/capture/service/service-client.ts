import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { CaptureState } from '../../../capture/service/captures.ts';
import { Service } from '../../../capture/service/service.ts';
import { type Client, connect } from '../../../contract/connect.ts';
import { type Osiscope, osiscope } from '../../../contract/osiscope.ts';
import { memoryPorts } from '../../../contract/ports/memory.ts';

export interface ServiceClient {
  readonly client: Client<Osiscope>;
  readonly service: Service;
  /** Of this test alone; settings and unsaved captures are kept in it too. */
  readonly folder: string;
  /** The newest state of every capture, by its number. */
  readonly states: Map<number, CaptureState>;
  /** Resolves with the state of a capture as soon as it is as wanted. */
  when(capture: number, wanted: (state: CaptureState) => boolean): Promise<CaptureState>;
  /** The same for the end of reading or capturing. */
  ready(capture: number): Promise<CaptureState>;
}

/** A service of its own with one client. All ends with the test. */
export async function serviceClient(t: TestContext): Promise<ServiceClient> {
  const folder = mkdtempSync(join(tmpdir(), 'osiscope-service-'));
  const before = { config: process.env['XDG_CONFIG_HOME'], state: process.env['XDG_STATE_HOME'] };
  process.env['XDG_CONFIG_HOME'] = folder;
  process.env['XDG_STATE_HOME'] = folder;
  const service = new Service();
  const client = await anotherClient(service);
  t.after(async () => {
    client.close();
    await service.close();
    restore('XDG_CONFIG_HOME', before.config);
    restore('XDG_STATE_HOME', before.state);
    rmSync(folder, { recursive: true, force: true });
  });
  const states = new Map<number, CaptureState>();
  const waiting = new Set<() => void>();
  const look = (): void => {
    for (const check of waiting) check();
  };
  client.on('captures.changed', (state) => {
    states.set(state.capture, state);
    look();
  });
  client.on('captures.closed', ({ capture }) => states.delete(capture));
  const when: ServiceClient['when'] = async (capture, wanted) => {
    for (const state of await client.call('captures.list')) states.set(state.capture, state);
    return new Promise((resolve) => {
      const check = (): void => {
        const state = states.get(capture);
        if (!state || !wanted(state)) return;
        waiting.delete(check);
        resolve(state);
      };
      waiting.add(check);
      check();
    });
  };
  return { client, service, folder, states, when, ready: (capture) => when(capture, ({ phase }) => phase === 'ready') };
}

/** A view whose filter has been asked about all `frames`, however slow the machine is. */
export async function filteredView(
  client: Client<Osiscope>,
  { capture, filter, frames }: { capture: number; filter: string; frames: number },
): Promise<{ view: number; total: number }> {
  const told = new Map<number, { view: number; total: number; tested: number }>();
  let look = (): void => {};
  client.on('views.changed', (state) => {
    told.set(state.view, state);
    look();
  });
  const opened = await client.call('views.open', { capture, filter });
  const latest = () => told.get(opened.view) ?? opened;
  while (latest().tested < frames) await new Promise<void>((resolve) => (look = resolve));
  return latest();
}

/** One more client of a service. */
export function anotherClient(service: Service): Promise<Client<Osiscope>> {
  const [ours, theirs] = memoryPorts();
  service.connect(theirs);
  return connect(osiscope, ours, { client: 'test' });
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
