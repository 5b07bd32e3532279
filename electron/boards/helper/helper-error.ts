/**
 * Why a call of the helper has no answer.
 * - `errno`: MicroPython raised an `OSError`; `number` is which (py/mperrno.h).
 * - `cancelled`: it was interrupted because its caller did not want it any more.
 * - `interrupted`: it was interrupted by somebody else.
 * - `memory`: the board has none left.
 * - `garbled`: what was sent or answered did not arrive as it was; it may have been carried out or not.
 * - `failed`: anything else.
 */
export type HelperFailure = 'errno' | 'cancelled' | 'interrupted' | 'memory' | 'garbled' | 'failed';

/** Thrown by calls of the helper. The message is MicroPython's, where there is one. */
export class HelperError extends Error {
  constructor(
    readonly failure: HelperFailure,
    message: string = failure,
    readonly number?: number,
  ) {
    super(message);
    this.name = 'HelperError';
  }
}
