import { create } from 'zustand';
import { attempt } from '../notices/notices-state.ts';
import { contentsChanged } from '../packet-list/list-state.ts';
import { useApp } from '../state/app-state.ts';
import { selectFrame } from '../state/selection.ts';
import { client } from '../state/session.ts';
import { remember, setting } from '../state/settings.ts';

interface NamesState {
  readonly mac: boolean;
  readonly network: boolean;
  readonly transport: boolean;
  /** Grows when addresses can be called by other names. */
  readonly revision: number;
}

export const useNames = create<NamesState>()(() => ({ mac: false, network: false, transport: false, revision: 0 }));

const SETTING = 'names';

export function recallNames(): void {
  const known = setting(SETTING, (value) => {
    const { mac, network, transport } = (value ?? {}) as Record<string, unknown>;
    return { mac: mac === true, network: network === true, transport: transport === true };
  });
  if (known) useNames.setState(known);
  void sendNames();
  useApp.subscribe((now, before) => {
    if (now.view?.total !== before.view?.total || now.active !== before.active) learnSoon();
  });
}

export function toggleNames(kind: keyof NamesState): void {
  useNames.setState((s) => ({ [kind]: !s[kind] }));
  remember(SETTING, kinds());
  void sendNames();
}

function kinds() {
  const { mac, network, transport } = useNames.getState();
  return { mac, network, transport };
}

/** Tells the capture process; rows are fetched again. Called after each connecting too. */
export function sendNames(): Promise<void> {
  return attempt(async () => {
    await client().call('names.set', kinds());
    namesChanged();
    await learn();
  });
}

/** Time between two looks for names while a capture grows, in milliseconds. */
const PAUSE = 1500;
let timer: ReturnType<typeof setTimeout> | undefined;

function learnSoon(): void {
  if (!useNames.getState().network || timer !== undefined) return;
  timer = setTimeout(() => {
    timer = undefined;
    void attempt(learn);
  }, PAUSE);
}

async function learn(): Promise<void> {
  const { active: capture } = useApp.getState();
  if (capture === null || !useNames.getState().network) return;
  const { more } = await client().call('names.learn', { capture });
  if (more) namesChanged();
}

/** Has rows, tables and the selected packet be fetched again. */
function namesChanged(): void {
  contentsChanged();
  useNames.setState(({ revision }) => ({ revision: revision + 1 }));
  const { frame } = useApp.getState();
  if (frame !== null) selectFrame(frame);
}
