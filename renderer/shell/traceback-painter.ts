import { underlineLocations } from './source-location.ts';

const heading = 'Traceback (most recent call last):';
const redOn = '\x1b[31m';
const redOff = '\x1b[39m';

/**
 * Colours the tracebacks in a board's output: from the line "Traceback (most recent call last):" to
 * the first line that is not indented, which names the exception. Lines typed at the prompt fail within
 * ordinary output, so there it has to be found in the text.
 */
export class TracebackPainter {
  #line = '';
  #painting = false;

  /** Colours the next piece of output; lines may be cut anywhere between pieces. */
  paint(text: string): string {
    const mayBeginHeading = this.#line !== '' && heading.startsWith(this.#line);
    if (!this.#painting && !mayBeginHeading && !text.includes(heading)) {
      this.#rememberLineOf(text);
      return text;
    }
    let painted = '';
    for (const part of text.split(/(?<=\n)/)) painted += this.#part(part);
    return painted;
  }

  #part(part: string): string {
    const line = this.#line + part;
    const ended = part.endsWith('\n');
    this.#line = ended ? '' : line.slice(0, heading.length);
    if (!this.#painting) {
      if (!line.startsWith(heading)) return part;
      this.#painting = true;
      return redOn + part;
    }
    const namesException = ended && !/^[\sT]/.test(line);
    if (!namesException) return underlineLocations(part);
    this.#painting = false;
    return part.replace(/\r?\n$/, (lineEnd) => redOff + lineEnd);
  }

  #rememberLineOf(text: string): void {
    const start = text.lastIndexOf('\n') + 1;
    const tail = text.slice(start, start + heading.length);
    this.#line = (start === 0 ? this.#line + tail : tail).slice(0, heading.length);
  }
}
