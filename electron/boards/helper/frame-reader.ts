/**
 * What the helper says, out of everything that a board prints.
 *
 * A frame is 1E, nonce, kind (a letter), content in Base64, line end, CRC-32 of all that in eight hexadecimal digits, 1F.
 * A program does not know the nonce. What a thread or a timer prints into a frame breaks it: a small frame comes twice, and
 * the first sound one counts.
 */

import { crc32 } from 'node:zlib';

const start = 0x1e;
const end = 0x1f;
/** No frame is longer, in bytes: what looks like one and does not end is a program's output. */
const longestFrame = 8192;
const endOfFrame = /^([^]*\n)([0-9a-f]{8})$/;

/** Something that the helper said. */
export interface Frame {
  /** One letter. */
  readonly kind: string;
  readonly content: Uint8Array;
}

/** Where a reader's findings go. */
export interface FrameSink {
  frame(frame: Frame): void;
  /** What others printed between frames. */
  output(bytes: Uint8Array): void;
}

/** Reads the frames of one call. */
export class FrameReader {
  readonly #nonce: string;
  readonly #sink: FrameSink;
  /** What has come of a frame that has not ended. */
  #begun: string | null = null;
  #last = '';

  constructor(nonce: string, sink: FrameSink) {
    this.#nonce = nonce;
    this.#sink = sink;
  }

  /** Takes what the board printed; it may be cut anywhere. */
  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const next = this.#begun === null ? bytes.indexOf(start, at) : delimiterFrom(bytes, at);
      const piece = bytes.subarray(at, next < 0 ? bytes.length : next);
      at += piece.length + 1;
      if (this.#begun === null) this.#sink.output(piece);
      else this.#begun += Buffer.from(piece).toString('latin1');
      if (next >= 0 && bytes[next] === start) {
        this.#release();
        this.#begun = '';
      } else if (next >= 0) {
        this.#finish(this.#begun ?? '');
        this.#begun = null;
      } else if (this.#begun && this.#begun.length > longestFrame) {
        this.#release();
      }
    }
  }

  /** Nothing more comes. */
  end(): void {
    this.#release();
  }

  #finish(text: string): void {
    const [, said = '', check = ''] = endOfFrame.exec(text) ?? [];
    const isOurs = text.startsWith(this.#nonce);
    if (isOurs && crc32(Buffer.from(`\x1e${said}`, 'latin1')) === parseInt(check, 16)) {
      if (said === this.#last) return;
      this.#last = said;
      const kind = said.charAt(this.#nonce.length);
      this.#sink.frame({ kind, content: Buffer.from(said.slice(this.#nonce.length + 1), 'base64') });
    } else if (!isOurs && said === '') {
      this.#sink.output(Buffer.from(`\x1e${text}\x1f`, 'latin1'));
    }
  }

  /** What began as a frame and was none is output, unless it is the rest of a broken one. */
  #release(): void {
    const text = this.#begun;
    this.#begun = null;
    if (text === null || text.startsWith(this.#nonce.slice(0, text.length))) return;
    this.#sink.output(Buffer.from(`\x1e${text}`, 'latin1'));
  }
}

function delimiterFrom(bytes: Uint8Array, from: number): number {
  return bytes.findIndex((byte, index) => index >= from && (byte === start || byte === end));
}
