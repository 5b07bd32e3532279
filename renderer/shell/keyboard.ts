import type { Terminal } from '@xterm/xterm';

/** What keys in the shell do besides being typed. */
export interface ShellKeys {
  /** Something runs that Ctrl+C stops; else Ctrl+C goes to the prompt, which drops the typed line. */
  isRunning(): boolean;
  stop(): void;
  search(): void;
  /** Some other key was typed. */
  typed(): void;
}

/** Gives the shell its keys. All others are typed into the board. */
export function listenToKeys(terminal: Terminal, keys: ShellKeys): void {
  terminal.attachCustomKeyEventHandler((event) => {
    if (event.type !== 'keydown' || event.isComposing) return true;
    switch (meaningOf(event, terminal.hasSelection())) {
      case 'leave-to-browser':
        return false;
      case 'interrupt':
        if (!keys.isRunning()) return true;
        keys.stop();
        break;
      case 'search':
        keys.search();
        break;
      case 'select-all':
        terminal.selectAll();
        break;
      case 'modify':
        return true;
      case 'type':
        keys.typed();
        return true;
    }
    event.preventDefault();
    return false;
  });
}

type Meaning = 'leave-to-browser' | 'interrupt' | 'search' | 'select-all' | 'modify' | 'type';

const modifiers = ['Control', 'Shift', 'Alt', 'AltGraph', 'Meta'];

function meaningOf(event: KeyboardEvent, hasSelection: boolean): Meaning {
  const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
  // Tab belongs to the board's completion; Shift+Tab is the way out for the keyboard.
  if (key === 'Tab' && shiftKey) return 'leave-to-browser';
  // By itself nothing is typed yet: what the shell says about a paste stays, and with it the selection.
  if (modifiers.includes(key)) return 'modify';
  if (!(ctrlKey || metaKey) || altKey) return 'type';
  switch (key.toLowerCase()) {
    case 'c':
      return hasSelection || metaKey ? 'leave-to-browser' : 'interrupt';
    case 'v':
      return 'leave-to-browser';
    case 'f':
      return 'search';
    // Typed, Ctrl+A would put the board into a mode made for programs.
    case 'a':
      return 'select-all';
    default:
      return 'type';
  }
}
