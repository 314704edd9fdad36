import type { decodingPreferences } from '../../contract/messages/preferences.ts';
import type { Infer } from '../../contract/schema.ts';
import { showAgain } from '../decoding/decode-choices.ts';
import { attempt } from '../notices/notices-state.ts';
import { client } from '../state/session.ts';
import { remember, setting } from '../state/settings.ts';

export type DecodingPreferences = Infer<typeof decodingPreferences>;

const SETTING = 'decoding-preferences';

/** Takes up the preferences of earlier runs. Nothing has been opened by the window yet. */
export function recallPreferences(): Promise<void> {
  return attempt(async () => {
    const { standard } = await client().call('preferences.get');
    await client().call('preferences.set', { ...standard, ...setting(SETTING, asPreferences) });
  });
}

/** Decodes by other preferences: reads the capture that is shown again where that is possible. */
export async function applyPreferences(preferences: DecodingPreferences): Promise<void> {
  await client().call('preferences.set', preferences);
  remember(SETTING, preferences);
  await showAgain();
}

function asPreferences(value: unknown): Partial<DecodingPreferences> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const known = Object.entries(value).filter(([name, on]) => preferenceNames.has(name) && typeof on === 'boolean');
  return Object.fromEntries(known);
}

type Name = keyof DecodingPreferences;

/** The preferences as they are shown, in groups. */
export const preferenceGroups: readonly {
  readonly title: string;
  readonly advice: string;
  readonly entries: readonly { readonly name: Name; readonly title: string }[];
}[] = [
  {
    title: 'Verify checksums',
    advice:
      'What this machine sends is often captured before its adapter fills the checksums in, and then looks wrong.',
    entries: [
      { name: 'ip.check_checksum', title: 'IPv4 header' },
      { name: 'tcp.check_checksum', title: 'TCP' },
      { name: 'udp.check_checksum', title: 'UDP' },
    ],
  },
  {
    title: 'Put together',
    advice: 'Messages of streams and packets of fragments are decoded whole; switched off, each piece by itself.',
    entries: [
      { name: 'tcp.desegment_tcp_streams', title: 'Messages in TCP streams' },
      { name: 'ip.defragment', title: 'IPv4 fragments' },
      { name: 'ipv6.defragment', title: 'IPv6 fragments' },
    ],
  },
  {
    title: 'TCP numbers',
    advice: 'Relative numbers begin with 0 in each connection.',
    entries: [{ name: 'tcp.relative_sequence_numbers', title: 'Relative sequence and acknowledgment numbers' }],
  },
];

const preferenceNames: ReadonlySet<string> = new Set(
  preferenceGroups.flatMap(({ entries }) => entries.map(({ name }) => name)),
);
