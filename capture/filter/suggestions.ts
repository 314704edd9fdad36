import type { Registry } from '../../decoders/model/registry.ts';
import { currentName } from './old-names.ts';

/** Names of fields like a wrong one, the nearest first. */
export function nearestFields(name: string, registry: Registry, most = 5): readonly string[] {
  const lower = name.toLowerCase();
  const renamed = currentName(lower);
  const exact = [lower, renamed].filter((n): n is string => n !== undefined && registry.fieldsNamed(n).length > 0);
  const last = lower.slice(lower.lastIndexOf('.') + 1);
  const same = new Set<string>();
  for (const known of registry.names()) {
    if (last.length > 2 && known.endsWith(`.${last}`) && known !== lower) same.add(known);
  }
  const near = nearestOf(lower, registry.names(), most);
  // The same last part under another protocol helps only where the protocol is wrong, not its field.
  const others = near.length > 0 ? [] : [...same].sort((a, b) => a.length - b.length);
  return [...new Set([...exact, ...near, ...others])].slice(0, most);
}

/** Words at a small edit distance from a wrong one, or that begin with it. */
export function nearestOf(word: string, known: Iterable<string>, most: number): readonly string[] {
  const limit = Math.min(3, Math.max(1, Math.floor(word.length / 3)));
  const found: { readonly name: string; readonly distance: number }[] = [];
  for (const name of known) {
    const begins = word.length > 2 && name.startsWith(word);
    const distance = begins ? 1 : editDistance(word, name, limit);
    if (distance <= limit) found.push({ name, distance });
  }
  found.sort((a, b) => a.distance - b.distance || a.name.length - b.name.length || (a.name < b.name ? -1 : 1));
  return found.slice(0, most).map(({ name }) => name);
}

/** Insertions, deletions, replacements and swaps of neighbours between two words; `limit + 1` for more than that. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let twoBefore: number[] = [];
  let before = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, twoBefore[j - 2] + 1);
      row.push(cost);
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    twoBefore = before;
    before = row;
  }
  return before[b.length];
}
