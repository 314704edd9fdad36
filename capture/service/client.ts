import { ContractError } from '../../contract/errors.ts';
import type { viewState } from '../../contract/messages/views.ts';
import type { Osiscope } from '../../contract/osiscope.ts';
import type { Infer } from '../../contract/schema.ts';
import type { Connection } from '../../contract/serve.ts';
import { compileFilter } from '../filter/compile-filter.ts';
import type { DisplayFilter } from '../filter/display-filter.ts';
import { referencesTo } from '../filter/frame-references.ts';
import type { NameResolution } from '../names/name-resolution.ts';
import type { Capture } from '../store/capture.ts';
import { type SortOrder, View } from '../store/view.ts';
import type { Captures, OpenCapture } from './captures.ts';
import { stateOf } from './captures.ts';
import { Throttle } from './throttle.ts';

/** How often the client is told of new rows, in milliseconds. */
const ANNOUNCE = 100;

/** What one client has open: its views. Ends with its connection. */
export class ClientState {
  readonly captures: Captures;
  readonly connection: Connection<Osiscope>;
  /** Filters of the colouring rules; null for those that are none. */
  coloring: readonly (DisplayFilter | null)[] = [];
  /** Texts that the client's filters may name. */
  macros: ReadonlyMap<string, string> = new Map();
  /** What lists show in the place of addresses; undefined for the addresses themselves. */
  names: NameResolution | undefined;
  private readonly views = new Map<number, { readonly view: View; readonly announce: Throttle }>();
  private nextView = 1;

  constructor(captures: Captures, connection: Connection<Osiscope>) {
    this.captures = captures;
    this.connection = connection;
    const stop = captures.listen(
      (entry) => this.changed(entry),
      (id) => this.closed(id),
      (entry, before) => this.replaced(entry, before),
    );
    void connection.closed.then(() => {
      stop();
      for (const id of [...this.views.keys()]) this.closeView(id);
    });
  }

  /** Throws a contract error `no-capture`. */
  capture(id: number): OpenCapture {
    const entry = this.captures.get(id);
    if (!entry) throw new ContractError('no-capture', 'This capture is not open any more.');
    return entry;
  }

  /**
   * Makes a filter of a text with the client's macros; `reference` is the frame whose values `${ip.src}` stands for.
   * Throws FilterError.
   */
  filter(text: string, reference?: { readonly capture: number; readonly frame: number }): DisplayFilter {
    const { registry } = this.captures;
    const at = reference && this.captures.get(reference.capture)?.capture;
    const references = at && referencesTo((mask) => at.decode(reference.frame, mask), registry);
    return compileFilter(text, registry, { macros: this.macros, ...(references && { references }) });
  }

  /** Throws a contract error `no-view`. */
  view(id: number): View {
    const open = this.views.get(id);
    if (!open) throw new ContractError('no-view', 'This view is not open any more.');
    return open.view;
  }

  /** The view of a capture that was opened last: the list that the person sees. */
  lastViewOf(capture: Capture): View | undefined {
    return [...this.views.values()].findLast(({ view }) => view.capture === capture)?.view;
  }

  openView(capture: OpenCapture, filter: DisplayFilter | null = null, sort: SortOrder | null = null): View {
    const view = new View(this.nextView++, capture.capture, filter, sort);
    this.views.set(view.id, { view, announce: new Throttle(ANNOUNCE, () => this.announce(view)) });
    return view;
  }

  closeView(id: number): void {
    this.views.get(id)?.view.close();
    this.views.delete(id);
  }

  /** Goes on testing the frames of a view, telling the client of what is found. Resolves when all are tested. */
  async catchUp(view: View): Promise<void> {
    const { announce } = this.views.get(view.id) ?? {};
    await view.catchUp(() => announce?.request());
    announce?.flush();
  }

  private changed(entry: OpenCapture): void {
    this.connection.emit('captures.changed', stateOf(entry));
    for (const { view } of this.views.values()) {
      if (view.capture !== entry.capture) continue;
      if (view.filter === null && view.sort === null) this.announce(view);
      else void this.catchUp(view);
    }
  }

  private replaced(entry: OpenCapture, before: Capture): void {
    for (const { view } of this.views.values()) {
      if (view.capture !== before) continue;
      view.takeUp(entry.capture);
      this.announce(view);
      void this.catchUp(view);
    }
  }

  private announce(view: View): void {
    if (this.views.has(view.id)) this.connection.emit('views.changed', viewStateOf(view));
  }

  private closed(id: number): void {
    this.connection.emit('captures.closed', { capture: id });
    for (const { view } of this.views.values())
      if (!this.captures.list().some((c) => c.capture === view.capture)) this.closeView(view.id);
  }
}

/** What the client is told of a view. */
export function viewStateOf({ id, revision, total, tested, sort, sorted }: View): Infer<typeof viewState> {
  return { view: id, revision, total, tested, ...(sort && { sorted }) };
}
