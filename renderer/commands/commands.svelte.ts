import { SvelteMap } from 'svelte/reactivity';
import type { CommandStates } from '../../electron/api.ts';
import { commandList, isCommandId, type CommandId } from '../../resources/commands.ts';
import { t } from '../../resources/messages/messages.ts';
import { isPressOf, wordKeys, type KeyPress, type Platform } from './keys.ts';

/** What a command does, and when. The functions may read runes: whoever shows the command follows. */
export interface CommandAction {
  run(): unknown;
  /** Without it, always. */
  enabled?(): boolean;
  /** Its key was pressed while it cannot be given: says why, where nothing else on the screen does. */
  refused?(): void;
  /** Where the label depends on the moment; else the catalogue's. */
  label?(): string;
}

/** Where this window runs, as far as keys depend on it. */
export interface KeyboardSurroundings {
  readonly platform: Platform;
  /** A browser keeps some keys for itself. */
  readonly inBrowser: boolean;
}

/** The command registry: toolbar, keys, native menu and buttons in messages all go through it. */
export class Commands {
  #actions = new SvelteMap<CommandId, CommandAction>();

  constructor(readonly surroundings: () => KeyboardSurroundings) {}

  /** Gives a command its meaning; returns a function that takes it away again. */
  register(id: CommandId, action: CommandAction): () => void {
    this.#actions.set(id, action);
    return () => {
      if (this.#actions.get(id) === action) this.#actions.delete(id);
    };
  }

  /** Whether it can be given now. Ids from outside that name no command cannot. */
  enabled(id: string): boolean {
    const action = isCommandId(id) ? this.#actions.get(id) : undefined;
    return action !== undefined && (action.enabled?.() ?? true);
  }

  label(id: CommandId): string {
    return this.#actions.get(id)?.label?.() ?? t(`menu:command.${id}`);
  }

  /** The key to show beside the label, or `undefined`. */
  keys(id: CommandId): string | undefined {
    const first = this.#bindings(id)[0];
    return first && wordKeys(first, this.surroundings().platform);
  }

  /** Every key that gives it, as people read them. */
  allKeys(id: CommandId): string[] {
    return this.#bindings(id).map((keys) => wordKeys(keys, this.surroundings().platform));
  }

  /** What all commands are now, for whoever shows them outside of the page. */
  get states(): CommandStates {
    const ids = Object.keys(commandList) as CommandId[];
    return Object.fromEntries(
      ids.map((id) => [id, { label: this.label(id), enabled: this.enabled(id) }] as const),
    );
  }

  /** Gives the command, if it can be given now. Unknown ids, from messages or the menu, do nothing. */
  run(id: string): void {
    if (isCommandId(id) && this.enabled(id)) this.#actions.get(id)!.run();
  }

  /**
   * Acts on a key press before anybody else sees it. True where the key is a command's: nobody else
   * may act on it then, even if the command cannot be given now.
   */
  press(press: KeyPress): boolean {
    return this.#pressOf(press, false);
  }

  /** The same for keys that the part of the window with the keyboard may act on first, and did not. */
  pressLeftOver(press: KeyPress): boolean {
    return this.#pressOf(press, true);
  }

  #pressOf(press: KeyPress, local: boolean): boolean {
    const { platform } = this.surroundings();
    for (const id of Object.keys(commandList) as CommandId[]) {
      const { keysAreLocal = false, keysOnlyIn } = commandList[id];
      if (keysOnlyIn !== undefined || keysAreLocal !== local) continue;
      if (!this.#bindings(id).some((keys) => isPressOf(keys, press, platform))) continue;
      if (this.enabled(id)) this.run(id);
      else this.#actions.get(id)?.refused?.();
      return true;
    }
    return false;
  }

  #bindings(id: CommandId): readonly string[] {
    const { keys = [], browserKeys } = commandList[id];
    return this.surroundings().inBrowser ? (browserKeys ?? keys) : keys;
  }
}
