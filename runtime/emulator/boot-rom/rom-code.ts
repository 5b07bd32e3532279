/** The few instructions of the boot ROM that are not native routines, and where everything with a fixed place is. */

/** Addresses in the ROM. */
export const romCode = {
  /** Sleeps for ever: where faults, and what must not return, end up. */
  dead: 0x1c,
  /** Jumps to R0 with R1 in LR. */
  jump: 0x20,
  debugTrampoline: 0x28,
  debugTrampolineEnd: 0x2e,
  /** Core 1 waits here until core 0 has sent 0, 1, vectors, stack and entry through the FIFO (2.8.2). */
  waitForVector: 0x40,
  /** Native routines of the boot sequence. */
  start: 0x200,
  main: 0x204,
  usbBoot: 0x208,
  lookUp: 0x20c,
} as const;

/** Instructions by the address of the first. */
const pieces: Readonly<Record<number, readonly number[]>> = {
  [romCode.dead]: [
    0xbf30, // wfi
    0xe7fd, // b dead
  ],
  [romCode.jump]: [
    0x468e, // mov lr, r1
    0x4700, // bx r0
  ],
  [romCode.debugTrampoline]: [
    0x2601, // movs r6, #1
    0x4337, // orrs r7, r6
    0x47b8, // blx r7
    0xbe00, // bkpt #0
    0xe7fa, // b debugTrampoline
  ],
  // R4 is SIO's base. What comes in is sent back, and a 0 begins anew.
  [romCode.waitForVector]: [
    0x24d0, // movs r4, #0xd0
    0x0624, // lsls r4, r4, #24
    0x6da0, // begin: ldr r0, [r4, #FIFO_RD]
    0x6d20, // ldr r0, [r4, #FIFO_ST]
    0x0840, // lsrs r0, r0, #1 (C: there is more)
    0xd2fb, // bcs begin
    0x2000, // movs r0, #0
    ...[0xf000, 0xf813], // bl exchange
    0x2801, // cmp r0, #1
    0xd1f6, // bne begin
    ...[0xf000, 0xf80f], // bl exchange
    0x4605, // mov r5, r0 (vectors)
    ...[0xf000, 0xf80c], // bl exchange
    0x4606, // mov r6, r0 (stack)
    ...[0xf000, 0xf809], // bl exchange
    0x4607, // mov r7, r0 (entry)
    ...[0xf000, 0xf812], // bl send
    0x490c, // ldr r1, =VTOR
    0x600d, // str r5, [r1]
    ...[0xf386, 0x8808], // msr msp, r6
    0x47b8, // blx r7
    0xe7d1, // b dead
    0x46f4, // exchange: mov r12, lr
    ...[0xf000, 0xf809], // bl send
    0x6d20, // receive: ldr r0, [r4, #FIFO_ST]
    0x0840, // lsrs r0, r0, #1 (C: something came)
    0xd201, // bcs received
    0xbf20, // wfe
    0xe7fa, // b receive
    0x6da0, // received: ldr r0, [r4, #FIFO_RD]
    0x2800, // cmp r0, #0
    0xd0da, // beq begin
    0x4760, // bx r12
    0x6d21, // send: ldr r1, [r4, #FIFO_ST]
    0x0889, // lsrs r1, r1, #2 (C: there is room)
    0xd201, // bcs ready
    0xbf20, // wfe
    0xe7fa, // b send
    0x6560, // ready: str r0, [r4, #FIFO_WR]
    0xbf40, // sev
    0x4770, // bx lr
    ...[0xed08, 0xe000], // VTOR
  ],
};

/** Writes the instructions into the image. */
export function writeRomCode(image: DataView): void {
  for (const [address, halfwords] of Object.entries(pieces))
    for (const [index, halfword] of halfwords.entries())
      image.setUint16(Number(address) + index * 2, halfword, true);
}
