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
    assert.equal(commandOfKeys(press({ key: words.at(-1) as string, mods }), false), command);
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
