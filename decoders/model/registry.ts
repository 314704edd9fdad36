import { allTables, type DispatchTable } from '../dispatch/tables.ts';
import { allFields, type Field } from './field.ts';
import type { Protocol } from './protocol.ts';

const SIZE = 1 << 16;

/** Which protocol is decoded for which number. Immutable; a registry with other choices is another registry. */
export class Registry {
  readonly protocols: readonly Protocol[];
  private readonly byId: Protocol[] = [];
  private readonly byName = new Map<string, Protocol>();
  private readonly claims: (Int16Array | undefined)[];
  private readonly fieldNames = new Map<string, Field[]>();

  /**
   * @param choices numbers given to another protocol than the one that claims them (decode as)
   * @param disabled names of protocols that nothing leads to: their bytes are data
   */
  constructor(
    protocols: readonly Protocol[],
    choices: readonly (readonly [DispatchTable, number, Protocol])[] = [],
    disabled: ReadonlySet<string> = new Set(),
  ) {
    this.protocols = protocols;
    this.claims = new Array(allTables().length);
    for (const p of protocols) {
      this.byId[p.id] = p;
      if (disabled.has(p.name)) continue;
      this.byName.set(p.name, p);
      for (const [table, ...values] of p.claims ?? []) for (const value of values) this.claim(table, value, p);
    }
    this.datagramRecognisers = protocols.filter((p) => p.recognises && !disabled.has(p.name));
    this.recognisers = protocols.filter((p) => p.stream?.recognises && !disabled.has(p.name));
    this.frame = this.required('frame');
    this.data = this.required('data');
    for (const [table, value, p] of choices) if (!disabled.has(p.name)) this.claim(table, value, p);
    for (const field of allFields()) {
      this.index(field.name, field);
      for (const name of field.also ?? []) this.index(name, field);
    }
  }

  /** Protocols that can tell from a stream's first bytes that it is theirs. */
  readonly recognisers: readonly Protocol[];

  /** Protocols that can tell from a datagram that it is theirs. */
  readonly datagramRecognisers: readonly Protocol[];

  /** The layer every frame begins with. */
  readonly frame: Protocol;

  /** What bytes of no known protocol are shown as. */
  readonly data: Protocol;

  lookup(table: DispatchTable, value: number): Protocol | undefined {
    const column = this.claims[table.index];
    if (column === undefined || value < 0 || value >= SIZE) return undefined;
    const id = column[value];
    return id < 0 ? undefined : this.byId[id];
  }

  protocol(name: string): Protocol | undefined {
    return this.byName.get(name);
  }

  byIndex(id: number): Protocol {
    return this.byId[id];
  }

  /** All fields that answer to a filter name: several for names such as `ip.addr` or ones that two decoders share. */
  fieldsNamed(name: string): readonly Field[] {
    return this.fieldNames.get(name) ?? [];
  }

  /** Every name a field answers to, for completion. */
  names(): Iterable<string> {
    return this.fieldNames.keys();
  }

  private required(name: string): Protocol {
    const p = this.byName.get(name);
    if (!p) throw new Error(`a registry needs the protocol ${name}`);
    return p;
  }

  private claim(table: DispatchTable, value: number, protocol: Protocol): void {
    let column = this.claims[table.index];
    if (!column) {
      column = new Int16Array(SIZE).fill(-1);
      this.claims[table.index] = column;
    }
    column[value] = protocol.id;
  }

  private index(name: string, field: Field): void {
    const list = this.fieldNames.get(name);
    if (list) list.push(field);
    else this.fieldNames.set(name, [field]);
  }
}
