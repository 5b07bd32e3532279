import type { OutputPiece } from '../../electron/api.ts';
import { OutputFilter } from './output-filter.ts';
import { underlineLocations } from './source-location.ts';
import { TracebackPainter } from './traceback-painter.ts';

const red = '\x1b[31m';
const muted = '\x1b[37m';
const blue = '\x1b[34m';
const ordinary = '\x1b[39m';

/** Turns output from the host into what the terminal is given, colours included. */
export class OutputRenderer {
  #filter = new OutputFilter();
  #painter = new TracebackPainter();
  #atLineStart = true;

  render(pieces: readonly OutputPiece[]): string {
    return pieces.map((piece) => this.#piece(piece)).join('');
  }

  #piece({ stream, text }: OutputPiece): string {
    if (stream === 'notice') return this.#notice(this.#filter.filter(text));
    const shown = this.#filter.filter(text);
    if (shown !== '') this.#atLineStart = shown.endsWith('\n');
    if (stream === 'program') return this.#painter.paint(shown);
    return (isInterrupt(shown) ? muted : red) + underlineLocations(shown) + ordinary;
  }

  /** Nibble's own words get a line to themselves. */
  #notice(text: string): string {
    const before = this.#atLineStart ? '' : '\r\n';
    this.#atLineStart = true;
    return `${before}${blue}${text}${ordinary}\r\n`;
  }
}

/** A program that was stopped did nothing wrong: its traceback is no alarm. */
function isInterrupt(traceback: string): boolean {
  return /^KeyboardInterrupt\b/.test(traceback.trimEnd().split('\n').at(-1) ?? '');
}
