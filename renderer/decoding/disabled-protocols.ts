import { attempt } from '../notices/notices-state.ts';
import { client } from '../state/session.ts';
import { remember, setting } from '../state/settings.ts';
import { showAgain } from './decode-choices.ts';

const SETTING = 'disabled-protocols';

/** Takes up what was switched off in earlier runs, as far as it is known still. Nothing has been opened by the window yet. */
export function recallDisabledProtocols(): Promise<void> {
  return attempt(async () => {
    const names = setting(SETTING, (value) => (Array.isArray(value) ? value : undefined));
    if (!names || names.length === 0) return;
    const known = await client().call('decoding.protocols');
    if (known.some(({ enabled }) => !enabled)) return;
    await client().call('decoding.disable', {
      names: known.map(({ name }) => name).filter((name) => names.includes(name)),
    });
  });
}

/** Leaves protocols undecoded: reads the capture that is shown again where that is possible. */
export async function disableProtocols(names: readonly string[]): Promise<void> {
  await client().call('decoding.disable', { names: [...names] });
  remember(SETTING, names);
  await showAgain();
}
