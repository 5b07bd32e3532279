import { FitAddon } from '@xterm/addon-fit';
import type { Terminal } from '@xterm/xterm';
import type { LiveBoard } from '../boards/live-board.svelte.ts';
import { listenToClipboard } from './clipboard.ts';
import { listenToKeys } from './keyboard.ts';
import { linkLocations } from './location-links.ts';
import { OutputPump } from './output-pump.ts';
import { planPaste } from './paste.ts';
import { ShellLog } from './shell-log.svelte.ts';
import { ShellSearch } from './shell-search.svelte.ts';
import type { SourceLocation } from './source-location.ts';
import { followAppearance, measureAgain } from './terminal-appearance.ts';
import { textBeforeCursor } from './terminal-line.ts';
import { createTerminal, drawWithGraphicsCard } from './terminal.ts';

/** Characters that one request may carry. */
const longestInput = 500_000;

/** What the shell asks of the window around it. */
export interface ShellSurroundings {
  stop(): void;
  openLocation(location: SourceLocation): void;
}

/** One board's shell: a terminal joined to the board's prompt, with search, log, paste and links. */
export class ShellScreen {
  /** Lines of the block pasted last; 0 once something else was typed. */
  pastedLines = $state(0);
  readonly terminal: Terminal = createTerminal();
  readonly search = new ShellSearch(this.terminal);
  readonly log = new ShellLog(this.terminal);

  constructor(
    readonly board: LiveBoard,
    readonly surroundings: ShellSurroundings,
  ) {}

  /** Shows the shell inside `element`. Returns a function that takes it away. */
  open(element: HTMLElement): () => void {
    const { terminal, board, surroundings } = this;
    const fit = new FitAddon();
    terminal.loadAddon(fit);
    let folded = false;
    let comesBack = false;
    const fitWhenShown = (): void => {
      if (element.clientHeight === 0) folded = true;
      else if (!folded) fit.fit();
      else if (!comesBack) {
        // Its room may change several times until then.
        comesBack = true;
        onceDrawn(comeBack);
      }
    };
    const comeBack = (): void => {
      comesBack = false;
      if (element.clientHeight === 0) return;
      folded = false;
      measureAgain(terminal); // nothing could be measured that took no room
      fit.fit();
      terminal.scrollToBottom();
    };
    // Its look before it opens: letters are measured once.
    const endAppearance = followAppearance(terminal, fitWhenShown);
    terminal.open(element);
    fitWhenShown();
    drawWithGraphicsCard(terminal);
    listenToKeys(terminal, {
      isRunning: () => board.isRunning,
      stop: () => surroundings.stop(),
      search: () => (this.search.open = true),
      typed: () => (this.pastedLines = 0),
    });
    const typing = terminal.onData((data) => void board.input(data));
    const resizes = new ResizeObserver(fitWhenShown);
    resizes.observe(element);
    const endings = [
      endAppearance,
      linkLocations(terminal, (location) => surroundings.openLocation(location)),
      listenToClipboard(terminal, element, (text) => this.paste(text)),
    ];
    const pump = new OutputPump(terminal, board.output);
    return () => {
      for (const end of endings) end();
      pump.stop();
      typing.dispose();
      resizes.disconnect();
      this.log.stop();
      terminal.dispose();
    };
  }

  /** Takes text in as if it were typed, or as one block where it has several lines. */
  paste(text: string): void {
    const atPrompt = this.board.state.name === 'ready';
    const plan = planPaste(text, atPrompt, textBeforeCursor(this.terminal.buffer.active));
    this.pastedLines = plan.blockLines;
    for (let start = 0; start < plan.data.length; start += longestInput) {
      void this.board.input(plan.data.slice(start, start + longestInput));
    }
    this.terminal.scrollToBottom();
  }

  /** Forgets what was shown; the line with the cursor stays. */
  clear(): void {
    this.terminal.clear();
    this.board.output.forget();
    this.log.changed();
    this.terminal.focus();
  }
}

/** Calls back when the terminal has noticed that it can be seen: until then it keeps an old place. */
function onceDrawn(callback: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(callback));
}
