/** What can be wrong with a UF2 file. */

/** Why a file is refused. */
export type Uf2Fault =
  /** Nothing in it. */
  | { readonly kind: 'empty' }
  /** Another kind of file. */
  | { readonly kind: 'not-uf2' }
  /** It ends in the middle of a block. */
  | { readonly kind: 'truncated'; readonly block: number }
  /** A block begins or ends otherwise than blocks do. */
  | { readonly kind: 'damaged'; readonly block: number }
  /** A block does not carry 256 bytes, as these chips want it. */
  | { readonly kind: 'payload'; readonly block: number; readonly length: number }
  /** A block for flash does not begin at a page. */
  | { readonly kind: 'misaligned'; readonly block: number; readonly address: number }
  /** There is no memory on a Pico. */
  | { readonly kind: 'outside'; readonly block: number; readonly address: number }
  /** Two blocks with different numbers are for the same addresses. */
  | { readonly kind: 'overlapping'; readonly block: number; readonly address: number }
  /** Two blocks with the same number say different things, or they do not agree on how many there are. */
  | { readonly kind: 'contradictory'; readonly block: number }
  /** Some blocks for flash, others for RAM. */
  | { readonly kind: 'mixed'; readonly block: number }
  /** Blocks are not there: how many, and the number of the first. */
  | { readonly kind: 'missing'; readonly first: number; readonly missing: number }
  /** It is for other chips. */
  | { readonly kind: 'other-chip'; readonly chips: readonly string[] };

/** Thrown by whatever reads UF2 files. */
export class Uf2Error extends Error {
  constructor(readonly fault: Uf2Fault) {
    super(`UF2 file: ${JSON.stringify(fault)}`);
    this.name = 'Uf2Error';
  }
}
