import type {
  Answer,
  BoardSummary,
  Channel,
  HardwareSnapshot,
  HistoryFile,
  OutputPiece,
  RequestValues,
  RunOutcome,
} from '../../electron/api.ts';
import { LiveHardware } from './live-hardware.svelte.ts';
import { OutputStream } from './output-stream.ts';

/** One board as this window sees it: what the host says about it, and what can be asked of it. */
export class LiveBoard {
  /** The board as the host lists it. */
  summary: BoardSummary;
  readonly id: string;
  readonly output: OutputStream;
  /** Present once attached, where the board's pins can be watched. */
  hardware = $state.raw<LiveHardware | null>(null);
  /** How the last program this window ran has ended; `null` before that, and while one runs. */
  lastOutcome = $state.raw<RunOutcome | null>(null);

  /** When somebody here last ended a line with Enter, by the page's clock; `null` for never. */
  typedAt: number | null = null;
  /** Somebody ran or typed something on it in this window. */
  wasUsedHere = false;
  readonly #inputListeners = new Set<(keys: string) => void>();

  readonly state = $derived.by(() => this.summary.state);
  /** What it is called beside something else: on tabs, in the tree. */
  readonly name = $derived.by(() => this.summary.shortName ?? this.summary.label);
  /** Its cable is in, as far as a real board shows. */
  readonly isPluggedIn = $derived.by(() => this.summary.port !== undefined);
  /** What runs on it was not started from this Nibble. */
  readonly runsForeign = $derived.by(() => this.isRunning && this.summary.foreign === true);
  /** It is connected: it may be asked for things, now or once its program has ended. */
  readonly isThere = $derived(['ready', 'running', 'stopping'].includes(this.state.name));
  /** A program can be started now; where one runs that is not from here, once somebody agrees to stop it. */
  readonly canRun = $derived(this.state.name === 'ready' || this.runsForeign);
  /** Something runs that Stop would end. */
  readonly isRunning = $derived(this.state.name === 'running' || this.state.name === 'stopping');
  /** Stop was pressed and did not help yet: pressing it again forces. */
  readonly stopWouldForce = $derived(this.state.name === 'stopping' && this.state.force === true);

  constructor(
    readonly channel: Channel,
    first: BoardSummary,
  ) {
    this.summary = $state.raw(first);
    this.id = first.id;
    this.output = new OutputStream((characters) => {
      void channel.request('board.acknowledge', { boardId: this.id, characters });
    });
  }

  /** Begins the stream of output and hardware to this window. */
  async attach(): Promise<Answer<RequestValues['board.attach']>> {
    const answer = await this.channel.request('board.attach', { boardId: this.id });
    if (answer.ok) {
      const { recent, hardware } = answer.value;
      this.output.restart(recent);
      this.hardware = hardware && new LiveHardware(hardware);
    }
    return answer;
  }

  /** Ends the stream; the board goes on. */
  async detach(): Promise<void> {
    await this.channel.request('board.detach', { boardId: this.id });
  }

  /** Output arrived from the host. */
  receiveOutput(pieces: readonly OutputPiece[]): void {
    this.output.push(pieces);
  }

  /** The pins changed. */
  receiveHardware(snapshot: HardwareSnapshot): void {
    if (this.hardware) this.hardware.receive(snapshot);
    else this.hardware = new LiveHardware(snapshot);
  }

  /**
   * Runs a program; answers when it has ended. `fileName` names it in tracebacks, and in the history of
   * `file` it becomes a version. What runs that is not from here is stopped only with `stopForeign`.
   */
  async run(
    program: { readonly source: string; readonly fileName: string; readonly file: HistoryFile },
    stopForeign: boolean,
  ): Promise<Answer<RequestValues['board.run']>> {
    this.lastOutcome = null;
    this.wasUsedHere = true;
    const answer = await this.channel.request('board.run', { boardId: this.id, ...program, stopForeign });
    if (answer.ok) this.lastOutcome = answer.value.outcome;
    return answer;
  }

  /** Hears of every key that this window sends, before the board does. Returns a function that ends it. */
  onInput(listener: (keys: string) => void): () => void {
    this.#inputListeners.add(listener);
    return () => this.#inputListeners.delete(listener);
  }

  /** First press of Stop, or the second that forces. Answers once the board is at its prompt. */
  stop(): Promise<Answer<RequestValues['board.stop']>> {
    return this.channel.request('board.stop', { boardId: this.id });
  }

  /** Turns every output off. */
  outputsOff(): Promise<Answer<null>> {
    return this.channel.request('board.outputsOff', { boardId: this.id });
  }

  /** Saves the program on the board as `main.py`, so that it starts by itself. */
  keep(source: string): Promise<Answer<RequestValues['board.keep']>> {
    return this.channel.request('board.keep', { boardId: this.id, source });
  }

  /** Takes "Keep on the Pico" back. */
  doNotStartByItself(): Promise<Answer<null>> {
    return this.channel.request('board.doNotStartByItself', { boardId: this.id });
  }

  /** Starts MicroPython anew: names are gone, files stay. `stopForeign` as in `run`. */
  softReset(stopForeign: boolean): Promise<Answer<null>> {
    return this.channel.request('board.softReset', { boardId: this.id, stopForeign });
  }

  /** Takes the power away and gives it back: what is kept on the board starts. */
  powerCycle(): Promise<Answer<null>> {
    return this.channel.request('board.powerCycle', { boardId: this.id });
  }

  /** Connects, or tries again. */
  connect(): Promise<Answer<null>> {
    return this.channel.request('board.connect', { boardId: this.id });
  }

  /** Lets it go: what runs on it goes on. */
  disconnect(): Promise<Answer<null>> {
    return this.channel.request('board.disconnect', { boardId: this.id });
  }

  /** Has the host wait until it is plugged in, to catch it before its `main.py`. */
  rescue(): Promise<Answer<null>> {
    return this.channel.request('board.rescue', { boardId: this.id });
  }

  /** Does not wait for it any longer. */
  endRescue(): Promise<Answer<null>> {
    return this.channel.request('board.endRescue', { boardId: this.id });
  }

  /** What lies at the top of its drive. */
  listFiles(): Promise<Answer<RequestValues['board.files.list']>> {
    return this.channel.request('board.files.list', { boardId: this.id, path: '/' });
  }

  /** Makes its file system anew: every file is gone. */
  formatFiles(): Promise<Answer<null>> {
    return this.channel.request('board.files.format', { boardId: this.id });
  }

  /** Keys typed in the shell. */
  input(data: string): Promise<Answer<null>> {
    this.wasUsedHere = true;
    if (data.includes('\r')) this.typedAt = performance.now();
    for (const listener of this.#inputListeners) listener(data);
    return this.channel.request('board.input', { boardId: this.id, data });
  }

  /** Applies a level to a GPIO from outside, or releases it (`null`). */
  drivePin(gpio: number, level: 0 | 1 | null): Promise<Answer<null>> {
    return this.channel.request('board.drivePin', { boardId: this.id, gpio, level });
  }

  /** Sets an ADC channel (0 to 3), as a share 0 to 1 of 3.3 V. */
  setAnalog(channel: number, share: number): Promise<Answer<null>> {
    return this.channel.request('board.setAnalog', { boardId: this.id, channel, share });
  }

  /** Sets the chip's temperature, in degrees Celsius. */
  setTemperature(celsius: number): Promise<Answer<null>> {
    return this.channel.request('board.setTemperature', { boardId: this.id, celsius });
  }

  pressBootsel(pressed: boolean): Promise<Answer<null>> {
    return this.channel.request('board.pressBootsel', { boardId: this.id, pressed });
  }
}
