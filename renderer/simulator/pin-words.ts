import type { PinState } from '../../electron/api.ts';
import { t } from '../../resources/messages/messages.ts';
import { isGpioPin, type HeaderPin } from './header.ts';

/** Full scale of the analog inputs, in volts. */
export const fullScale = 3.3;

/** "GP15 · pin 20 · Pin(15)": both numbers always together. */
export function pinTitle({ name, pin, gpio }: HeaderPin): string {
  return gpio === undefined
    ? t('simulator:pin.titlePlain', { name, pin })
    : t('simulator:pin.title', { name, pin, gpio });
}

/** What a pin is for, whatever a program does with it. */
export function pinPurpose(pin: HeaderPin): string {
  if (!isGpioPin(pin)) return t(`simulator:about.${pin.name}` as 'simulator:about.GND');
  return pin.adc === undefined
    ? t('simulator:about.gpio')
    : t('simulator:about.analogGpio', { gpio: pin.gpio });
}

/**
 * "output, high", "PWM 50 % at 1 kHz", "input, low, pull-up, held low by you". `share` is the
 * voltage as a share of 3.3 V, for analog inputs.
 */
export function pinStateWords(state: PinState, share: number): string {
  const words = [functionWords(state, share)];
  if (state.function === 'input' && state.pull === 'up') words.push(t('simulator:state.pullUp'));
  if (state.function === 'input' && state.pull === 'down') words.push(t('simulator:state.pullDown'));
  if (state.driven === 1) words.push(t('simulator:state.drivenHigh'));
  if (state.driven === 0) words.push(t('simulator:state.drivenLow'));
  return words.join(', ');
}

/**
 * The name a screen reader says: "GP15, pin 20, output, high". Pins without a GPIO begin with their
 * number, "Pin 30, RUN: …": one of them is called as the button that runs a program.
 */
export function spokenPin(pin: HeaderPin, words: string): string {
  const { name, pin: number } = pin;
  if (isGpioPin(pin)) return t('simulator:pin.spoken', { name, pin: number, state: words });
  return t('simulator:pin.spokenPlain', { name, pin: number, purpose: words });
}

/** The shortest word for a pin's state, for the drawing; empty where nothing is to be said. */
export function chipWord(state: PinState, share: number): string {
  if (state.function === 'unused' && state.driven === null) return '';
  if (state.function === 'pwm') return t('simulator:chip.percent', { percent: percent(state.duty) });
  if (state.function === 'analog') return t('simulator:chip.volts', { volts: volts(share) });
  return state.level ? t('simulator:chip.high') : t('simulator:chip.low');
}

/** "1.65 V" for half of full scale. */
export function voltageWords(share: number): string {
  return t('simulator:voltage', { volts: volts(share) });
}

function functionWords(state: PinState, share: number): string {
  const level = state.level ? t('simulator:level.high') : t('simulator:level.low');
  switch (state.function) {
    case 'unused':
      return t('simulator:state.unused');
    case 'input':
      return t('simulator:state.input', { level });
    case 'output':
      return t('simulator:state.output', { level });
    case 'open-drain':
      return t('simulator:state.openDrain', { level });
    case 'pwm':
      return t('simulator:state.pwm', {
        percent: percent(state.duty),
        frequency: frequencyWords(state.frequency),
      });
    case 'analog':
      return t('simulator:state.analog', { voltage: voltageWords(share) });
    case 'peripheral':
      return t('simulator:state.peripheral', { level });
  }
}

function frequencyWords(hertz: number): string {
  const round = (value: number): number => Number(value.toPrecision(3));
  if (hertz >= 1e6) return t('simulator:frequency.megahertz', { value: round(hertz / 1e6) });
  if (hertz >= 1e3) return t('simulator:frequency.kilohertz', { value: round(hertz / 1e3) });
  return t('simulator:frequency.hertz', { value: round(hertz) });
}

function percent(share: number): number {
  return Math.round(share * 100);
}

function volts(share: number): string {
  return (share * fullScale).toFixed(2);
}
