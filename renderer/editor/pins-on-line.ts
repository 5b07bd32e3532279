/** A pin as programs name it: a GPIO number, or the LED. */
export type NamedPin = number | 'LED';

/** ADC channels may be numbers: `ADC(0)` is GP26, and channel 4 is the chip's own thermometer. */
const firstAnalogPin = 26;
const temperatureChannel = 4;
const lastPin = 29;

/** The innermost call counts: in `PWM(Pin(15))` it is `Pin(15)`. */
const pinCall = /\b(Pin|PWM|ADC)\s*\(\s*(?:(\d{1,2})|(["'])(?:GP(\d{1,2})|(LED))\3)\s*[,)]/g;

/** The pins that a line of Python names, in order and each once. Comments name none. */
export function pinsOnLine(line: string): NamedPin[] {
  const pins = new Set<NamedPin>();
  for (const [, maker, number, , named, led] of withoutComment(line).matchAll(pinCall)) {
    const pin = led ? 'LED' : gpioOf(maker!, Number(number ?? named), number !== undefined);
    if (pin !== null) pins.add(pin);
  }
  return [...pins];
}

function gpioOf(maker: string, number: number, plain: boolean): number | null {
  if (maker !== 'ADC' || !plain || number >= firstAnalogPin) return number <= lastPin ? number : null;
  return number < temperatureChannel ? firstAnalogPin + number : null;
}

/** A `#` inside a string is no comment. */
function withoutComment(line: string): string {
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (character === '\\') at += 1;
    else if (quote) quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === '#') return line.slice(0, at);
  }
  return line;
}
