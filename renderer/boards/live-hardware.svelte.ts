import type { BoardModel, HardwareSnapshot, PinState } from '../../electron/api.ts';

/** One GPIO as it is now. Each is a signal of its own: a change redraws that pin and nothing else. */
export class LivePin {
  now: PinState;

  constructor(first: PinState) {
    this.now = $state.raw(first);
  }

  /** Takes over a newer state. */
  update(next: PinState): void {
    if (!samePinState(this.now, next)) this.now = next;
  }
}

/** A board's hardware as it can be seen now, taken over from snapshots at most once a frame. */
export class LiveHardware {
  model = $state<BoardModel>('pico');
  /** GPIO 0 to 29, in order. */
  readonly pins: readonly LivePin[];
  /** Brightness of the LED, 0 to 1. */
  led = $state(0);
  /** Voltages of ADC 0 to 3, as a share 0 to 1 of 3.3 V. */
  analog = $state([0, 0, 0, 0]);
  /** Of the chip, in degrees Celsius. */
  temperature = $state(0);
  bootselPressed = $state(false);

  #newest: HardwareSnapshot | null = null;
  #frameAsked = false;

  /** `nextFrame` calls back before the next frame is painted. */
  constructor(
    first: HardwareSnapshot,
    readonly nextFrame: (callback: () => void) => void = requestAnimationFrame,
  ) {
    this.pins = first.pins.map((pin) => new LivePin(pin));
    this.#apply(first);
  }

  /** A newer snapshot arrived; it shows from the next frame on. */
  receive(snapshot: HardwareSnapshot): void {
    this.#newest = snapshot;
    if (this.#frameAsked) return;
    this.#frameAsked = true;
    // Called as a plain function: the browser's own refuses to be a method of something else.
    const { nextFrame } = this;
    nextFrame(() => {
      this.#frameAsked = false;
      this.#apply(this.#newest!);
    });
  }

  #apply(snapshot: HardwareSnapshot): void {
    this.model = snapshot.model;
    for (const [gpio, pin] of this.pins.entries()) pin.update(snapshot.pins[gpio] ?? pin.now);
    this.led = snapshot.led;
    for (const [channel, share] of snapshot.analog.entries()) this.analog[channel] = share;
    this.temperature = snapshot.temperature;
    this.bootselPressed = snapshot.bootselPressed;
  }
}

function samePinState(one: PinState, other: PinState): boolean {
  return (
    one.function === other.function &&
    one.level === other.level &&
    one.duty === other.duty &&
    one.driven === other.driven &&
    one.pull === other.pull &&
    one.frequency === other.frequency
  );
}
