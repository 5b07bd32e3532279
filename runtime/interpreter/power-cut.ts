/** Thrown out of a wait for input when the power is taken: nothing that the program would still do may happen. */
export class PowerCut extends Error {
  /** @param bare - whether the board starts without running `boot.py` and `main.py`. */
  constructor(readonly bare: boolean) {
    super('The power was taken');
  }
}
