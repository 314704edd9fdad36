import type { Field } from '../../decoders/model/field.ts';
import type { Registry } from '../../decoders/model/registry.ts';
import { currentName } from './old-names.ts';

/** Names that stand for several protocols: Wireshark has them beside their parts. */
const GROUPS: ReadonlyMap<string, readonly string[]> = new Map([['pppoe', ['pppoes', 'pppoed']]]);

/** All fields that answer to a name, an old one and one for a group of protocols included; none for unknown names. */
export function fieldsCalled(name: string, registry: Registry): readonly Field[] {
  const fields = registry.fieldsNamed(name);
  if (fields.length > 0) return fields;
  const group = GROUPS.get(name);
  if (group) return group.flatMap((part) => registry.fieldsNamed(part));
  const renamed = currentName(name);
  return renamed === undefined ? [] : registry.fieldsNamed(renamed);
}

/** What a name is called now, where it is an old one. */
export function newerName(name: string, registry: Registry): string | undefined {
  return registry.fieldsNamed(name).length > 0 || GROUPS.has(name) ? undefined : currentName(name);
}
