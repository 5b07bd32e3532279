/** Writes the image of one model of board: `node make-board-image.js MODEL`, into its own folder. */

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BoardModel } from '../../runtime/hardware/virtual-hardware.ts';
import { makeBoardImage } from '../../runtime/interpreter/micropython/make-board-image.ts';

const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const model = process.argv[2] as BoardModel;
writeFileSync(beside(`${model}.image`), await makeBoardImage(model, beside('micropython.wasm')));
