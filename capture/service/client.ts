import { ContractError } from '../../contract/errors.ts';
import type { Osiscope } from '../../contract/osiscope.ts';
import type { Connection } from '../../contract/serve.ts';
import { View } from '../store/view.ts';
import type { Captures, OpenCapture } from './captures.ts';
import { stateOf } from './captures.ts';

/** What one client has open: its views. Ends with its connection. */
export class ClientState {
  readonly captures: Captures;
  readonly connection: Connection<Osiscope>;
  private readonly views = new Map<number, View>();
  private nextView = 1;

  constructor(captures: Captures, connection: Connection<Osiscope>) {
    this.captures = captures;
    this.connection = connection;
    const stop = captures.listen(
      (entry) => this.changed(entry),
      (id) => this.closed(id),
    );
    void connection.closed.then(() => {
      stop();
      this.views.clear();
    });
  }

  /** Throws a contract error `no-capture`. */
  capture(id: number): OpenCapture {
    const entry = this.captures.get(id);
    if (!entry) throw new ContractError('no-capture', 'This capture is not open any more.');
    return entry;
  }

  /** Throws a contract error `no-view`. */
  view(id: number): View {
    const view = this.views.get(id);
    if (!view) throw new ContractError('no-view', 'This view is not open any more.');
    return view;
  }

  openView(capture: OpenCapture): View {
    const view = new View(this.nextView++, capture.capture);
    this.views.set(view.id, view);
    return view;
  }

  closeView(id: number): void {
    this.views.delete(id);
  }

  private changed(entry: OpenCapture): void {
    this.connection.emit('captures.changed', stateOf(entry));
    for (const view of this.views.values()) {
      if (view.capture !== entry.capture) continue;
      this.connection.emit('views.changed', { view: view.id, revision: view.revision, total: view.total });
    }
  }

  private closed(id: number): void {
    this.connection.emit('captures.closed', { capture: id });
    for (const view of this.views.values())
      if (!this.captures.list().some((c) => c.capture === view.capture)) this.views.delete(view.id);
  }
}
