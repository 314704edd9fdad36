import assert from 'node:assert/strict';
import { test } from 'node:test';
import { menuCommands } from '../../contract/menu.ts';
import { commandOfKeys, editsText, keysOf, keyText } from '../../renderer/menu/keys.ts';

interface Press {
  key: string;
  code?: string;
  mods?: string;
}

/** `mods`: c Ctrl, m Command, a Alt, s Shift. */
function press({ key, code = '', mods = '' }: Press) {
  return {
    key,
    code,
    ctrlKey: mods.includes('c'),
    metaKey: mods.includes('m'),
    altKey: mods.includes('a'),
    shiftKey: mods.includes('s'),
  };
}

const pressed: readonly [Press, boolean, string | undefined][] = [
  [{ key: 'o', mods: 'c' }, false, 'file.open'],
  [{ key: 'o', mods: 'm' }, false, undefined],
  [{ key: 'o', mods: 'm' }, true, 'file.open'],
  [{ key: 'o', mods: 'c' }, true, undefined],
  [{ key: 'o', mods: 'ca' }, false, undefined],
  [{ key: 'S', mods: 'cs' }, false, 'file.save-as'],
  [{ key: 's', mods: 'c' }, false, 'file.save'],
  [{ key: 'F5', mods: 'cs' }, false, 'file.reload'],
  [{ key: 'F5' }, false, 'capture.refresh-interfaces'],
  [{ key: 'ArrowLeft', mods: 'a' }, false, 'go.back'],
  [{ key: 'ArrowLeft', mods: 'c' }, false, 'view.collapse-all'],
  [{ key: '.', mods: 'c' }, false, 'go.next-in-conversation'],
  [{ key: '¡', code: 'Digit1', mods: 'ma' }, true, 'view.time-date'],
  [{ key: '1', code: 'Digit1', mods: 'ca' }, false, 'view.time-date'],
  [{ key: 'µ', code: 'KeyM', mods: 'ma' }, true, 'edit.unmark-all'],
  [{ key: 'F8' }, false, 'go.next'],
  [{ key: 'F7' }, false, 'go.previous'],
  [{ key: 'F8', mods: 's' }, false, undefined],
  [{ key: 'x' }, false, undefined],
];

for (const [keys, isMac, command] of pressed) {
  test(`${JSON.stringify(keys)}${isMac ? ' on macOS' : ''} is ${command}`, () => {
    assert.equal(commandOfKeys(press(keys), isMac), command);
  });
}

test('no two commands have the same keys', () => {
  const keys = Object.values(menuCommands).flatMap(({ keys: one }) => one ?? []);
  assert.deepEqual(keys.length, new Set(keys).size);
});

test('every command of the table is found by its keys', () => {
  for (const [command, { keys }] of Object.entries(menuCommands)) {
    if (keys === undefined) continue;
    const words = keys.split('+');
    const mods = `${words.includes('Mod') ? 'c' : ''}${words.includes('Alt') ? 'a' : ''}${words.includes('Shift') ? 's' : ''}`;
    assert.equal(commandOfKeys(press({ key: words.at(-1)?.replace('Space', ' ') as string, mods }), false), command);
  }
});

/**
 * Keys of Wireshark's window, as `c` Ctrl, `a` Alt, `s` Shift, and what they do here. Those of the field tree are the details
 * pane's, those of quitting and zooming the host's; there is no DCCP to follow.
 */
const wireshark = `
  c o file.open; c s file.save; cs S file.save-as; c w file.close
  c e capture.start-stop; c k capture.options; c r capture.restart; F5 capture.refresh-interfaces
  c f edit.find; c n edit.find-next; c b edit.find-previous
  c g go.packet; c Home go.first; c End go.last; c ArrowDown go.next; c ArrowUp go.previous; F8 go.next; F7 go.previous
  c . go.next-in-conversation; c , go.previous-in-conversation; a ArrowLeft go.back; a ArrowRight go.forward
  c m edit.mark; cs M edit.mark-displayed; ca m edit.unmark-all; cs N edit.next-mark; cs B edit.previous-mark
  c d edit.ignore; cs D edit.ignore-displayed; ca d edit.unignore-all
  c t edit.time-reference; ca t edit.unset-time-references; ca n edit.next-time-reference; ca b edit.previous-time-reference
  ca c edit.comment; cs T edit.time-shift
  ca 1 view.time-date; ca 2 view.time-of-day; ca 3 view.time-epoch; ca 4 view.time-since-first
  ca 5 view.time-since-previous; ca 6 view.time-since-displayed; ca 7 view.time-utc-date; ca 8 view.time-utc-of-day
  c ArrowRight view.expand-all; c ArrowLeft view.collapse-all
  cs I analyze.apply-as-column; cs C edit.copy-filter
  cs U analyze.decode-as; cs E analyze.enabled-protocols; cs O analyze.show-bytes
  cas T analyze.follow-tcp; cas U analyze.follow-udp; cas S analyze.follow-tcp; cas H analyze.follow-http
  c 1 view.color-1; c 5 view.color-5; c 9 view.color-9; c Space view.reset-colors
  cs A edit.profiles; cs P edit.preferences; cs R view.resize-columns; F1 help.guide
`;

test("Wireshark's keys do what they do there", () => {
  for (const line of wireshark.split(/[;\n]/).filter((text) => text.trim() !== '')) {
    const words = line.trim().split(' ');
    const [mods, key, command] = words.length === 3 ? words : ['', ...words];
    const pressed = press({ key: key === 'Space' ? ' ' : (key as string), mods: mods as string });
    assert.equal(commandOfKeys(pressed, false), command, line);
  }
});

test('text fields keep the keys with which text is edited', () => {
  for (const keys of [{ key: 'a' }, { key: 'ArrowLeft', mods: 'c' }, { key: 'Home', mods: 'c' }, { key: '/' }]) {
    assert.equal(editsText(press(keys)), true, keys.key);
  }
  for (const keys of [{ key: 's', mods: 'c' }, { key: 'F8' }, { key: 'm', mods: 'cs' }]) {
    assert.equal(editsText(press(keys)), false, keys.key);
  }
});

test('keys as people read them', () => {
  assert.equal(keyText('Mod+Shift+S', false), 'Ctrl+Shift+S');
  assert.equal(keyText('Mod+Shift+S', true), '⇧⌘S');
  assert.equal(keyText('Alt+ArrowLeft', false), 'Alt+←');
  assert.equal(keyText('Mod++', false), 'Ctrl++');
  assert.equal(keysOf('file.close', false, false), 'Ctrl+W');
  assert.equal(keysOf('file.close', false, true), '', 'a browser keeps it for its tab');
  assert.equal(keysOf('help.about', false, false), '');
});
