import { describe, expect, test } from 'vitest';
import { isPressOf, wordKeys, type KeyPress } from '../../../renderer/commands/keys.ts';

function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
}

describe('keys', () => {
  test('Mod is Control, and Command on a Mac', () => {
    expect(isPressOf('Mod+S', press('s', { ctrlKey: true }), 'linux')).toBe(true);
    expect(isPressOf('Mod+S', press('s', { metaKey: true }), 'linux')).toBe(false);
    expect(isPressOf('Mod+S', press('s', { metaKey: true }), 'macos')).toBe(true);
    expect(isPressOf('Mod+S', press('s', { ctrlKey: true }), 'macos')).toBe(false);
  });

  test('more keys held are other keys', () => {
    expect(isPressOf('Mod+S', press('S', { ctrlKey: true, shiftKey: true }), 'linux')).toBe(false);
    expect(isPressOf('Mod+Shift+S', press('S', { ctrlKey: true, shiftKey: true }), 'linux')).toBe(true);
    expect(isPressOf('F5', press('F5', { ctrlKey: true }), 'linux')).toBe(false);
    expect(isPressOf('F5', press('F5'), 'linux')).toBe(true);
    expect(isPressOf('Ctrl+F2', press('F2', { ctrlKey: true }), 'macos')).toBe(true);
  });

  test('signs may need Shift on some keyboards', () => {
    expect(isPressOf('Mod+.', press('.', { ctrlKey: true }), 'linux')).toBe(true);
    expect(isPressOf('Mod+.', press('.', { ctrlKey: true, shiftKey: true }), 'linux')).toBe(true);
  });

  test('with Alt a Mac types another character on the same key', () => {
    expect(isPressOf('Alt+N', press('Dead', { altKey: true, code: 'KeyN' }), 'macos')).toBe(true);
    expect(isPressOf('Alt+N', press('n', { altKey: true, code: 'KeyN' }), 'windows')).toBe(true);
  });

  test('are worded as the computer words them', () => {
    expect(wordKeys('Mod+Shift+S', 'windows')).toBe('Ctrl+Shift+S');
    expect(wordKeys('Mod+Shift+S', 'macos')).toBe('⇧⌘S');
    expect(wordKeys('Alt+N', 'linux')).toBe('Alt+N');
    expect(wordKeys('F5', 'macos')).toBe('F5');
  });
});
