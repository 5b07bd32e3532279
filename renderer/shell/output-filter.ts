/**
 * Lets through what a terminal needs to show a board's output, and nothing that reaches further.
 *
 * Output of a program is data. Kept: text, line ends, Tab, backspace, bell, colours, cursor movement,
 * erasing (but not of the scrollback). Dropped: strings for the terminal (OSC, DCS, SOS, PM, APC: title,
 * clipboard, links), questions the terminal would answer as if they had been typed, modes (mouse,
 * alternate screen, bracketed paste), character sets, full reset.
 * Sequences as in ECMA-48 and https://invisible-island.net/xterm/ctlseqs/ctlseqs.html.
 */
export class OutputFilter {
  #state: 'text' | 'escape' | 'charset' | 'control' | 'string' = 'text';
  #sequence = '';

  /** Filters the next piece of output; sequences may be cut anywhere between pieces. */
  filter(text: string): string {
    if (this.#state === 'text' && !special.test(text)) return text;
    let kept = '';
    for (const character of text) kept += this.#next(character);
    return kept;
  }

  #next(character: string): string {
    switch (this.#state) {
      case 'text':
        return this.#text(character);
      case 'escape':
        return this.#escape(character);
      case 'charset':
        this.#state = 'text';
        return '';
      case 'control':
        return this.#control(character);
      case 'string':
        return this.#string(character);
    }
  }

  #text(character: string): string {
    if (character === '\x1b') this.#state = 'escape';
    else if (character === '\x9b') this.#beginControl();
    else if (stringOpeners.has(character)) this.#state = 'string';
    else if (!special.test(character) || harmless.has(character)) return character;
    return '';
  }

  #escape(character: string): string {
    this.#state = 'text';
    if (character === '[') this.#beginControl();
    else if (']PX^_'.includes(character)) this.#state = 'string';
    else if ('()*+-./ #%'.includes(character)) this.#state = 'charset';
    else if ('78DEM'.includes(character)) return '\x1b' + character;
    else if (character === '\r' || character === '\n' || character === '\x1b') return this.#text(character);
    return '';
  }

  #beginControl(): void {
    this.#state = 'control';
    this.#sequence = '';
  }

  #control(character: string): string {
    const isParameter = character >= ' ' && character <= '?';
    if (isParameter && this.#sequence.length < longestSequence) {
      this.#sequence += character;
      return '';
    }
    this.#state = 'text';
    const isFinal = character >= '@' && character <= '~';
    if (!isFinal) return isParameter ? '' : this.#text(character);
    return isWelcome(this.#sequence, character) ? `\x1b[${this.#sequence}${character}` : '';
  }

  /** Inside a string everything is dropped; a line end closes it, so that no line is ever lost. */
  #string(character: string): string {
    if (character === '\x07' || character === '\x9c' || character === '\x18' || character === '\x1a') {
      this.#state = 'text';
    } else if (character === '\x1b') {
      this.#state = 'escape';
    } else if (character === '\r' || character === '\n') {
      this.#state = 'text';
      return character;
    }
    return '';
  }
}

/** C0, DEL and C1 control characters that need a decision. */
const special = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/;
const harmless = new Set(['\r', '\b', '\x07']);
/** DCS, SOS, OSC, PM and APC as single characters. */
const stringOpeners = new Set(['\x90', '\x98', '\x9d', '\x9e', '\x9f']);
/** Parameters longer than this belong to no sequence that is kept. */
const longestSequence = 64;
const cursorMovementAndEditing = new Set('ABCDEFGHfdJKLMPSTX@`ae');

function isWelcome(parameters: string, final: string): boolean {
  if (parameters === '?25') return final === 'h' || final === 'l';
  if (!/^[0-9;:]*$/.test(parameters)) return false;
  if (final === 'm') return true;
  const erasesScrollback = final === 'J' && parameters.split(';').includes('3');
  return cursorMovementAndEditing.has(final) && !erasesScrollback;
}
