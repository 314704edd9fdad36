import { recallChoices } from '../capture/choices-state.ts';
import { listenToActivity, refreshInterfaces } from '../capture/interfaces-state.ts';
import { recallColoring } from '../coloring/coloring-state.ts';
import { recallDecodeChoices } from '../decoding/decode-choices.ts';
import { recallDisabledProtocols } from '../decoding/disabled-protocols.ts';
import { noteOpenFiles, recallRecent } from '../files/recent-files.ts';
import { sendMacros } from '../filter/send-macros.ts';
import type { Host } from '../host/host.ts';
import { recallNames, sendNames } from '../names/names-state.ts';
import { notify } from '../notices/notices-state.ts';
import { recallWorkspace } from '../panes/recall.ts';
import { recallPreferences } from '../preferences/decoding-preferences.ts';
import { recallProfiles } from '../profiles/profiles-state.ts';
import { refreshPacket } from '../state/selection.ts';
import { startSession } from '../state/session.ts';
import { loadSettings } from '../state/settings.ts';
import { recallTimeFormat } from './commands.ts';

let recalled = false;

/** Connects, for the first time or again. */
export async function connectWindow(host: Host): Promise<void> {
  await startSession(host, async (client) => {
    client.on('session.notice', notify);
    listenToActivity();
    void refreshInterfaces();
    if (recalled) {
      void sendMacros();
      void sendNames();
      return;
    }
    await loadSettings();
    recalled = true;
    recallWorkspace();
    recallTimeFormat();
    recallColoring();
    void sendMacros();
    recallNames();
    refreshPacket();
    recallProfiles();
    await recallDecodeChoices();
    await recallDisabledProtocols();
    await recallPreferences();
    recallChoices();
    recallRecent();
  });
  noteOpenFiles();
}
