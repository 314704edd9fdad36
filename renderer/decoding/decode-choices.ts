import type { decodeChoice } from '../../contract/messages/decoding.ts';
import type { Infer } from '../../contract/schema.ts';
import { askOnce } from '../app/dialogs.ts';
import { canReload, reload } from '../files/file-commands.ts';
import { attempt, notify } from '../notices/notices-state.ts';
import { activeCapture, useApp } from '../state/app-state.ts';
import { packetShown } from '../state/selection.ts';
import { client } from '../state/session.ts';
import { remember, setting } from '../state/settings.ts';

export type DecodeChoice = Infer<typeof decodeChoice>;

const SETTING = 'decode-as';

/** Takes up the choices of earlier runs, unless the capture process has some. Nothing has been opened by the window yet. */
export function recallDecodeChoices(): Promise<void> {
  return attempt(async () => {
    const known = setting(SETTING, (value) => (Array.isArray(value) ? (value as DecodeChoice[]) : undefined));
    if (!known || known.length === 0) return;
    if ((await client().call('decoding.choices')).length === 0) await client().call('decoding.set', { choices: known });
  });
}

/** Decodes by other choices: reads the capture that is shown again where that is possible. */
export async function applyChoices(choices: readonly DecodeChoice[]): Promise<void> {
  await client().call('decoding.set', { choices: [...choices] });
  remember(SETTING, choices);
  await showAgain();
}

/** Reads the capture that is shown again, so that it is decoded by what has been chosen; says so where that cannot be done. */
export async function showAgain(): Promise<void> {
  const shown = activeCapture(useApp.getState());
  if (canReload(shown)) await reload();
  else if (shown) {
    notify({
      severity: 'info',
      text: `"${shown.title}" is shown as it was read.`,
      advice: 'Save it and open it again: it is then decoded by the new choices.',
    });
  }
}

/** Asks what is decoded as what, beginning with the port of the selected packet. */
export async function askDecodeAs(): Promise<void> {
  const { frame } = useApp.getState();
  if (frame !== null && !(await packetShown(frame))) return;
  const { packet } = useApp.getState();
  let suggested: DecodeChoice | undefined;
  if (packet) {
    const { tree } = packet;
    for (let node = 0; node < tree.count && suggested === undefined; node++) {
      const transport = /^(tcp|udp)\.dstport$/.exec(tree.field(node))?.[1];
      if (transport) suggested = { table: `${transport}.port`, value: Number(tree.value(node)), protocol: 'data' };
    }
  }
  void askOnce({ kind: 'decode-as', ...(suggested && { suggested }) });
}
