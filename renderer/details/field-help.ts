import { client } from '../state/session.ts';

/** What a field is for, as the capture process describes it. */
export interface FieldHelp {
  readonly title: string;
  readonly type: string;
  readonly help: string;
  readonly rfc: string;
}

const MAX = 2000;
const known = new Map<string, Promise<FieldHelp | undefined>>();

/** Describes a field by its dotted name; asked for once. Undefined for a name nobody knows. */
export function fieldHelp(name: string): Promise<FieldHelp | undefined> {
  let help = known.get(name);
  if (!help) {
    help = client()
      .call('packets.describeFields', { names: [name] })
      .then(([description]) => description)
      .catch(() => {
        known.delete(name);
        return undefined;
      });
    if (known.size >= MAX) known.delete(known.keys().next().value as string);
    known.set(name, help);
  }
  return help;
}
