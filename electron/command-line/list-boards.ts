/** `nibble boards`: lists boards for people, and for machines with `--json`. */

import type { BoardRegistry } from '../boards/board-registry.ts';
import type { Streams } from './streams.ts';

/** Prints one line for each board, its `--board` name first, or a JSON array; the value is the exit status. */
export async function listBoards(boards: BoardRegistry, json: boolean, { output }: Streams): Promise<number> {
  const found = await boards.look();
  if (json) {
    const listed = found.map(({ address, kind, label, serialNumber, model }) => ({
      board: address,
      kind,
      label,
      ...(serialNumber !== undefined && { serialNumber }),
      ...(model && { model }),
    }));
    output.write(`${JSON.stringify(listed, null, 2)}\n`);
  } else {
    const width = Math.max(...found.map((board) => board.address.length));
    for (const { address, label, serialNumber } of found) {
      const number = serialNumber === undefined ? '' : `  ${serialNumber}`;
      output.write(`${address.padEnd(width)}  ${label}${number}\n`);
    }
  }
  return 0;
}
