import type { Problem, Settings } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import type { Asks } from '../asks/asks.svelte.ts';
import type { Session } from '../channel/session.svelte.ts';
import { handOver } from '../files/copying/dropped-files.ts';
import type { Notices } from '../notices/notices.svelte.ts';
import type { Boards } from './boards.svelte.ts';

/** What a simulated Pico is: MicroPython made for this computer, or real firmware on an emulated chip. */
export type SimulationMode = Settings['simulation'];

/** Nobody's UF2 file is larger; in bytes. It would only travel to be refused. */
const largestFirmware = 64 * 1024 * 1024;

/** What can be done with an emulated Pico's cable and reset button. */
export type CableAction = 'plugIn' | 'unplug' | 'reset';

/** The chosen simulated Pico: which of its two selves it is, and what is done to the exact one. */
export class Simulation {
  /** Why the last file was not installed; `null` once another is tried. */
  problem = $state.raw<Problem | null>(null);
  /** The file that is being installed from this window. */
  installing = $state.raw<string | null>(null);
  /** Changes with every wish to choose a file. */
  asked = $state(0);

  readonly #summary = $derived.by(() => this.boards.chosen?.summary ?? null);
  /** `null` where the chosen board is a real one, or there is none. */
  readonly mode = $derived.by((): SimulationMode | null => {
    const kind = this.#summary?.kind;
    if (kind === 'emulator') return 'exact';
    return kind === 'simulator' ? 'fast' : null;
  });
  /** The emulated chip, where that is the chosen board and no other Nibble has its cable and buttons. */
  readonly emulation = $derived.by(() => {
    const summary = this.#summary;
    return summary?.state.name === 'busy' ? null : (summary?.emulation ?? null);
  });
  /** Firmware can be given to the chosen board from here. */
  readonly canInstall = $derived(this.mode === 'exact' && this.installing === null);

  constructor(
    readonly session: Session,
    readonly boards: Boards,
    readonly asks: Asks,
    readonly notices: Notices,
  ) {}

  /** Makes the simulated Pico the other one; asks first where that ends a program. */
  async choose(mode: SimulationMode): Promise<void> {
    if (this.mode === null || mode === this.mode) return;
    if (this.boards.chosen?.isRunning && !(await this.#mayStop(mode))) return;
    this.problem = null;
    const answer = await this.session.updateSettings({ simulation: mode });
    if (!answer.ok) return this.notices.problem(answer.problem);
    this.notices.show({
      tone: 'information',
      about: 'simulation',
      message: t(`simulator:switch.now.${mode}`),
      hint: t('simulator:switch.files'),
    });
  }

  /** Asks for a UF2 file, wherever the panel with the button is. */
  askForFile(): void {
    this.asked++;
  }

  /** Installs a UF2 file that was chosen or dropped in this window. */
  async install(file: File): Promise<void> {
    const board = this.boards.chosen;
    if (!board || !this.canInstall) return;
    this.problem = null;
    this.installing = file.name;
    this.problem = await this.#handToBoard(board.id, file);
    this.installing = null;
  }

  /** Cable and reset button of the chosen board. */
  async handle(action: CableAction): Promise<void> {
    const board = this.boards.chosen;
    if (!board) return;
    this.problem = null;
    const answer = await this.session.channel.request('board.handle', { boardId: board.id, action });
    if (!answer.ok) return this.notices.problem(answer.problem);
    this.notices.dismissAbout('left-on'); // the chip starts anew, and so do its pins
  }

  /** Holds the BOOTSEL button, or lets it go. */
  holdBootsel(pressed: boolean): void {
    void this.boards.chosen?.pressBootsel(pressed);
  }

  /** Shows the folder that is its drive. */
  async showDrive(): Promise<void> {
    const board = this.boards.chosen;
    if (!board) return;
    const answer = await this.session.channel.request('board.showDrive', { boardId: board.id });
    if (!answer.ok) this.notices.problem(answer.problem);
  }

  async #mayStop(mode: SimulationMode): Promise<boolean> {
    const answer = await this.asks.ask({
      title: t(`simulator:switch.ask.${mode}`),
      description: t('simulator:switch.ask.description'),
      choices: [
        { id: 'no', label: t('simulator:switch.ask.no'), look: 'outlined' },
        { id: 'yes', label: t('simulator:switch.ask.yes'), look: 'filled' },
      ],
    });
    return answer === 'yes';
  }

  async #handToBoard(boardId: string, file: File): Promise<Problem | null> {
    if (file.size > largestFirmware) return notFirmware(file.name);
    const { channel } = this.session;
    const begun = await channel.request('explorer.drop', {});
    if (!begun.ok) return begun.problem;
    const { drop } = begun.value;
    try {
      const course = { progress: () => undefined, cancelled: false };
      const failure = await handOver(channel, drop, [{ path: file.name, file }], course);
      if (failure !== null && failure !== 'cancelled') return failure;
      const answer = await channel.request('board.install', { boardId, drop, path: file.name });
      return answer.ok ? null : answer.problem;
    } finally {
      void channel.request('explorer.dropEnd', { drop });
    }
  }
}

function notFirmware(name: string): Problem {
  return {
    code: 'uf2-not',
    message: t('problems:uf2-not.message', { name }),
    hint: t('problems:uf2-not.hint'),
  };
}
