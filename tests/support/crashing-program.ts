import { uf2File } from './uf2-file.ts';

/**
 * A UF2 file that runs from RAM without any firmware: it turns the MPU on, which is not emulated, and then faults with a
 * stack that is nowhere, so that its core locks up.
 */
export function crashingProgram(): Buffer {
  const program = Buffer.alloc(256);
  const instructions = [
    0x4802, // ldr r0, [pc, #8]
    0x2101, // movs r1, #1
    0x6001, // str r1, [r0]
    0x2000, // movs r0, #0
    0x4685, // mov sp, r0
    0xde00, // udf #0
  ];
  for (const [index, instruction] of instructions.entries()) program.writeUInt16LE(instruction, 2 * index);
  program.writeUInt32LE(0xe000ed94, 12); // MPU_CTRL
  return Buffer.from(uf2File(program, 0x20000000));
}
