import type { SessionStart } from '../../electron/api.ts';

/** The operating system of the window, for what keys are called there. */
export type Platform = SessionStart['platform'];

/** What has to be known of a key press to compare it. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

interface Parts {
  readonly control: boolean;
  readonly command: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly key: string;
}

/** What stands on keys that have a sign instead of a word. */
const signs: Readonly<Record<string, string>> = { ArrowUp: '↑', ArrowDown: '↓' };

/** Whether a key press is these keys: `Mod+Shift+S`, `F5`, `Ctrl+F2`, `Mod+.`. */
export function isPressOf(keys: string, press: KeyPress, platform: Platform): boolean {
  const wanted = partsOf(keys, platform);
  return (
    press.ctrlKey === wanted.control &&
    press.metaKey === wanted.command &&
    press.altKey === wanted.alt &&
    (press.shiftKey === wanted.shift || isSign(wanted.key)) &&
    isKey(wanted.key, press)
  );
}

/** The keys as menus and tooltips spell them here: `Ctrl+Shift+S`, or `⇧⌘S` on a Mac. */
export function wordKeys(keys: string, platform: Platform): string {
  const { control, command, alt, shift, key } = partsOf(keys, platform);
  const name = key.length === 1 ? key.toUpperCase() : (signs[key] ?? key);
  if (platform === 'macos') {
    return `${control ? '⌃' : ''}${alt ? '⌥' : ''}${shift ? '⇧' : ''}${command ? '⌘' : ''}${name}`;
  }
  return [control && 'Ctrl', alt && 'Alt', shift && 'Shift', name].filter(Boolean).join('+');
}

function partsOf(keys: string, platform: Platform): Parts {
  const words = keys.split('+');
  const mac = platform === 'macos';
  const mod = words.includes('Mod');
  return {
    control: words.includes('Ctrl') || (mod && !mac),
    command: mod && mac,
    alt: words.includes('Alt'),
    shift: words.includes('Shift'),
    key: words.at(-1)!,
  };
}

/** Signs such as `=` need Shift on some keyboards and not on others. */
function isSign(key: string): boolean {
  return key.length === 1 && !/[a-z0-9]/i.test(key);
}

/** With Alt, a Mac types another character: the place of the key counts then. */
function isKey(key: string, press: KeyPress): boolean {
  return (
    press.key.toLowerCase() === key.toLowerCase() ||
    (press.altKey && press.code === `Key${key.toUpperCase()}`)
  );
}
