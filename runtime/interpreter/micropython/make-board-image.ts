/** Makes the image that boards of one model start from. Takes as long as a start would without it. */

import type { BoardModel } from '../../hardware/virtual-hardware.ts';
import { SharedHardware } from '../../hardware/shared-hardware.ts';
import { encodeImage, noteConnections, takeImage, type Connection } from './board-image.ts';
import { ByteRing } from '../../byte-ring.ts';
import { ControlBlock } from '../streams/control-block.ts';
import { loadBoard, loadPythonHalf } from '../start-interpreter.ts';

const ringBytes = 4096;

/** The bytes of an image. Only once per process: the package keeps its state in globals. */
export async function makeBoardImage(model: BoardModel, wasmFile: string): Promise<Uint8Array> {
  const board = await loadBoard(
    {
      control: ControlBlock.allocate(),
      input: ByteRing.allocate(ringBytes),
      output: ByteRing.allocate(ringBytes),
      hardware: new SharedHardware(model).state,
      model,
      uniqueId: new Uint8Array(8),
    },
    () => undefined,
    wasmFile,
  );
  const connections: Connection[] = [];
  const functions = noteConnections(board.functions, connections);
  loadPythonHalf(board, functions);
  board.core.settle();
  return encodeImage(takeImage(board.core.loaded, functions, connections, board.frames.ownFile));
}
