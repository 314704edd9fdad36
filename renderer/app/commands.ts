import { type MenuCommand, type MenuState, menuCommands } from '../../contract/menu.ts';
import { showBytes } from '../bytes/show-bytes.ts';
import { refreshInterfaces, useInterfaces } from '../capture/interfaces-state.ts';
import { isLive, restartCapture, startOrStop } from '../capture/live-commands.ts';
import { colorCommands } from '../coloring/coloring-commands.ts';
import { resetTemporary, toggleColoring, useColoring } from '../coloring/coloring-state.ts';
import { askDecodeAs } from '../decoding/decode-choices.ts';
import { editCommands } from '../edits/edit-commands.ts';
import { askTimeShift } from '../edits/time-shift.ts';
import {
  canReload,
  chooseAndOpen,
  closeCapture,
  exportShown,
  reload,
  save,
  showProperties,
} from '../files/file-commands.ts';
import { filterConversation } from '../filter/conversation-filter.ts';
import { focusFilterBar } from '../filter/filter-focus.ts';
import { copySelectedFilter, filterSelected } from '../filter/node-filter.ts';
import { findNext, openFind } from '../find/find-packets.ts';
import { graphCommands } from '../graphs/graph-commands.ts';
import { toggleNames, useNames } from '../names/names-state.ts';
import { addSelectedColumn } from '../packet-list/field-columns.ts';
import { pageCommands } from '../pages/page-commands.ts';
import { packetCommands } from '../panes/commands.ts';
import { type AppState, activeCapture, type TimeFormat, useApp } from '../state/app-state.ts';
import { remember, setting } from '../state/settings.ts';
import { statisticsCommands } from '../statistics/statistics-commands.ts';
import { followCommands } from '../streams/follow-commands.ts';
import { chooseTheme } from '../theme/theme.ts';
import { focusGoToField } from '../toolbar/go-to-field.ts';
import { askOnce } from './dialogs.ts';

interface Command {
  readonly run: () => void;
  /** Whether it can be done now; absent where it always can. */
  readonly enabled?: (state: AppState) => boolean;
  /** Present for what is on or off. */
  readonly checked?: (state: AppState) => boolean;
}

const hasCapture = (state: AppState): boolean => activeCapture(state) !== undefined;
const hasFrames = (state: AppState): boolean => (activeCapture(state)?.frames ?? 0) > 0;
const hasPacket = (state: AppState): boolean => state.frame !== null;

/** When the commands of the packet panes can be used, where it takes more than a packet in the list. */
const whenPackets: Partial<Record<MenuCommand, Pick<Command, 'enabled' | 'checked'>>> = {
  'view.auto-scroll': { enabled: hasCapture, checked: (state) => state.follow },
  'view.resize-columns': { enabled: hasCapture },
};

function timeCommand(format: TimeFormat): Command {
  return { run: () => chooseTimeFormat(format), checked: (state) => state.timeFormat === format };
}

function themeCommand(theme: AppState['theme']): Command {
  return { run: () => chooseTheme(theme), checked: (state) => state.theme === theme };
}

/** What the window can do; a command of the menu that is not here does not exist in this window. */
const commands: Readonly<Partial<Record<MenuCommand, Command>>> = {
  'file.open': { run: () => void chooseAndOpen() },
  'file.reload': { run: () => void reload(), enabled: (state) => canReload(activeCapture(state)) },
  'file.save': {
    run: () => void save(),
    enabled: (state) => activeCapture(state)?.unsaved === true && hasFrames(state),
  },
  'file.save-as': { run: () => void save(), enabled: hasFrames },
  'file.export-packets': { run: () => void exportShown(), enabled: hasFrames },
  'file.merge': { run: () => void askOnce({ kind: 'merge' }), enabled: hasCapture },
  'edit.preferences': { run: () => void askOnce({ kind: 'preferences' }) },
  'edit.profiles': { run: () => void askOnce({ kind: 'profiles' }) },
  'analyze.enabled-protocols': { run: () => void askOnce({ kind: 'enabled-protocols' }) },
  'analyze.show-bytes': { run: showBytes, enabled: hasPacket },
  'edit.time-shift': { run: () => void askTimeShift(), enabled: hasFrames },
  'edit.copy-filter': { run: copySelectedFilter, enabled: hasPacket },
  'analyze.decode-as': { run: () => void askDecodeAs(), enabled: hasCapture },
  'view.resolve-mac': { run: () => toggleNames('mac'), checked: () => useNames.getState().mac },
  'view.resolve-network': { run: () => toggleNames('network'), checked: () => useNames.getState().network },
  'view.resolve-transport': { run: () => toggleNames('transport'), checked: () => useNames.getState().transport },
  'file.properties': { run: () => void showProperties(), enabled: hasCapture },
  'file.close': { run: () => void closeCapture(), enabled: hasCapture },
  'view.time-date': timeCommand('ad'),
  'view.time-day-of-year': timeCommand('adoy'),
  'view.time-of-day': timeCommand('a'),
  'view.time-epoch': timeCommand('e'),
  'view.time-since-first': timeCommand('r'),
  'view.time-since-previous': timeCommand('d'),
  'view.time-since-displayed': timeCommand('dd'),
  'view.time-utc-date': timeCommand('ud'),
  'view.time-utc-day-of-year': timeCommand('udoy'),
  'view.time-utc-of-day': timeCommand('u'),
  'view.colorize': { run: toggleColoring, checked: () => useColoring.getState().on },
  'view.coloring-rules': { run: () => void askOnce({ kind: 'coloring' }) },
  'view.reset-colors': { run: resetTemporary, enabled: () => useColoring.getState().temporary.length > 0 },
  'view.theme-system': themeCommand('system'),
  'view.theme-light': themeCommand('light'),
  'view.theme-dark': themeCommand('dark'),
  'edit.find': { run: openFind, enabled: hasFrames },
  'edit.find-next': { run: () => void findNext(false), enabled: hasFrames },
  'edit.find-previous': { run: () => void findNext(true), enabled: hasFrames },
  'view.focus-filter': { run: () => focusFilterBar(), enabled: hasCapture },
  'analyze.display-filters': { run: () => void askOnce({ kind: 'display-filters' }) },
  'analyze.filter-macros': { run: () => void askOnce({ kind: 'filter-macros' }) },
  'analyze.apply-as-column': { run: addSelectedColumn, enabled: hasPacket },
  ...followCommands,
  'analyze.conversation-filter': { run: () => void filterConversation(), enabled: hasPacket },
  'analyze.apply-as-filter': { run: () => void filterSelected('apply'), enabled: hasPacket },
  'analyze.prepare-as-filter': { run: () => void filterSelected('prepare'), enabled: hasPacket },
  'go.packet': { run: focusGoToField, enabled: hasFrames },
  'capture.options': { run: () => void askOnce({ kind: 'capture-options' }) },
  'capture.start-stop': { run: startOrStop, enabled: () => useInterfaces.getState().helper?.kind !== 'none' },
  'capture.restart': { run: () => void restartCapture(), enabled: (state) => isLive(activeCapture(state)) },
  'capture.refresh-interfaces': { run: () => void refreshInterfaces() },
  'help.guide': { run: () => void askOnce({ kind: 'guide' }) },
  'help.keys': { run: () => void askOnce({ kind: 'keys' }) },
  'help.about': { run: () => void askOnce({ kind: 'about' }) },
  ...Object.fromEntries(
    Object.entries(pageCommands).map(([name, { run, alone }]) => [
      name,
      alone ? { run } : { run, enabled: hasCapture },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries({ ...graphCommands, ...statisticsCommands }).map(([name, run]) => [
      name,
      { run, enabled: hasCapture },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries({ ...packetCommands, ...editCommands, ...colorCommands }).map(([name, run]) => [
      name,
      { run, enabled: hasPacket, ...whenPackets[name as MenuCommand] },
    ]),
  ),
};

/** Whether this window has the command at all. */
export function hasCommand(name: MenuCommand): boolean {
  return commands[name] !== undefined;
}

/** Carries a command out if that is possible now. */
export function runCommand(name: MenuCommand): void {
  const command = commands[name];
  const state = useApp.getState();
  if (!command || state.connection !== 'open' || command.enabled?.(state) === false) return;
  command.run();
}

/** What can be done now, and what is on. */
export function menuState(): MenuState {
  const state = useApp.getState();
  const known: MenuState = {};
  for (const name of Object.keys(menuCommands) as MenuCommand[]) {
    const command = commands[name];
    if (!command) continue;
    const enabled = state.connection === 'open' && command.enabled?.(state) !== false;
    known[name] = command.checked ? { enabled, checked: command.checked(state) } : { enabled };
  }
  return known;
}

const TIME_SETTING = 'time-format';
const timeFormats: readonly TimeFormat[] = ['r', 'd', 'dd', 'a', 'ad', 'adoy', 'u', 'ud', 'udoy', 'e'];

function chooseTimeFormat(timeFormat: TimeFormat): void {
  useApp.setState({ timeFormat });
  remember(TIME_SETTING, timeFormat);
}

export function recallTimeFormat(): void {
  const timeFormat = setting(TIME_SETTING, (value) => timeFormats.find((format) => format === value));
  if (timeFormat) useApp.setState({ timeFormat });
}
