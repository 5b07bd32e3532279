// Every instruction of ARMv6-M that is no branch, load or store: operands, flags and cycles worked out by hand from the
// Architecture Reference Manual (A6.7) and the Cortex-M0+ Technical Reference Manual (table 3-1).
import { expect, test } from 'vitest';
import { BareCores, peripheralBase, programBase, stackTop } from '../../../support/bare-cores.ts';

interface Registers {
  readonly [register: `r${number}`]: number;
  /** The flags that are set, as letters. */
  readonly flags?: string;
}

type Row = readonly [name: string, code: number[], before: Registers, after: Registers, cycles?: number];

const flagLetters = 'NZCV';

function flagsOf(letters: string): number {
  return [...letters].reduce((bits, letter) => bits | (1 << (31 - flagLetters.indexOf(letter))), 0);
}

function lettersOf(flags: number): string {
  return [...flagLetters].filter((_, index) => flags & (1 << (31 - index))).join('');
}

const rows: Row[] = [
  ['LSLS r0, r1, #0 is MOVS and leaves C', [0x0008], { r1: 5, flags: 'CV' }, { r0: 5, flags: 'CV' }],
  ['LSLS r0, r1, #4', [0x0108], { r1: 0x18000001 }, { r0: 0x80000010, flags: 'NC' }],
  ['LSLS r0, r1, #31', [0x07c8], { r1: 2 }, { r0: 0, flags: 'ZC' }],
  ['LSRS r0, r1, #32 by 0', [0x0808], { r1: 0x80000000 }, { r0: 0, flags: 'ZC' }],
  ['LSRS r0, r1, #1', [0x0848], { r1: 3 }, { r0: 1, flags: 'C' }],
  ['ASRS r0, r1, #32 by 0', [0x1008], { r1: 0x80000000 }, { r0: 0xffffffff, flags: 'NC' }],
  ['ASRS r0, r1, #4', [0x1108], { r1: 0x80000008 }, { r0: 0xf8000000, flags: 'NC' }],
  ['ADDS r0, r1, r2 carries', [0x1888], { r1: 0xffffffff, r2: 1 }, { r0: 0, flags: 'ZC' }],
  ['ADDS r0, r1, r2 overflows', [0x1888], { r1: 0x7fffffff, r2: 1 }, { r0: 0x80000000, flags: 'NV' }],
  ['ADDS r0, r1, r2 both', [0x1888], { r1: 0x80000000, r2: 0x80000000 }, { r0: 0, flags: 'ZCV' }],
  ['SUBS r0, r1, r2 borrows', [0x1a88], { r1: 1, r2: 2, flags: 'C' }, { r0: 0xffffffff, flags: 'N' }],
  ['SUBS r0, r1, r2 overflows', [0x1a88], { r1: 0x80000000, r2: 1 }, { r0: 0x7fffffff, flags: 'CV' }],
  ['SUBS r0, r1, r2 of equals', [0x1a88], { r1: 7, r2: 7 }, { r0: 0, flags: 'ZC' }],
  ['ADDS r0, r1, #7', [0x1dc8], { r1: 0xfffffff9 }, { r0: 0, flags: 'ZC' }],
  ['SUBS r0, r1, #7', [0x1fc8], { r1: 6 }, { r0: 0xffffffff, flags: 'N' }],
  ['MOVS r3, #255 leaves C and V', [0x23ff], { flags: 'NZCV' }, { r3: 255, flags: 'CV' }],
  ['MOVS r3, #0', [0x2300], { r3: 9 }, { r3: 0, flags: 'Z' }],
  ['CMP r3, #200', [0x2bc8], { r3: 200 }, { r3: 200, flags: 'ZC' }],
  ['CMP r3, #200 of less', [0x2bc8], { r3: 199 }, { r3: 199, flags: 'N' }],
  ['ADDS r3, #200', [0x33c8], { r3: 0x7fffff38 }, { r3: 0x80000000, flags: 'NV' }],
  ['SUBS r3, #200', [0x3bc8], { r3: 0x80000000 }, { r3: 0x7fffff38, flags: 'CV' }],
  ['ANDS r0, r1', [0x4008], { r0: 0xf0f0, r1: 0x0ff0, flags: 'CV' }, { r0: 0x00f0, flags: 'CV' }],
  ['EORS r0, r1', [0x4048], { r0: 0xffff0000, r1: 0x0000ffff }, { r0: 0xffffffff, flags: 'N' }],
  ['LSLS r0, r1 by 0 leaves C', [0x4088], { r0: 6, r1: 0x100, flags: 'C' }, { r0: 6, flags: 'C' }],
  ['LSLS r0, r1 by 32', [0x4088], { r0: 1, r1: 32 }, { r0: 0, flags: 'ZC' }],
  ['LSLS r0, r1 by 33', [0x4088], { r0: 0xffffffff, r1: 33, flags: 'C' }, { r0: 0, flags: 'Z' }],
  ['LSRS r0, r1 by 0 leaves C', [0x40c8], { r0: 6, r1: 0, flags: 'C' }, { r0: 6, flags: 'C' }],
  ['LSRS r0, r1 by 32', [0x40c8], { r0: 0x80000000, r1: 32 }, { r0: 0, flags: 'ZC' }],
  ['LSRS r0, r1 by 255', [0x40c8], { r0: 0xffffffff, r1: 255, flags: 'C' }, { r0: 0, flags: 'Z' }],
  [
    'ASRS r0, r1 by 0 leaves C',
    [0x4108],
    { r0: 0x80000000, r1: 0, flags: 'C' },
    { r0: 0x80000000, flags: 'NC' },
  ],
  ['ASRS r0, r1 by 32 and more', [0x4108], { r0: 0x80000000, r1: 40 }, { r0: 0xffffffff, flags: 'NC' }],
  [
    'ASRS r0, r1 by 32 and more of a positive',
    [0x4108],
    { r0: 0x7fffffff, r1: 40, flags: 'C' },
    { r0: 0, flags: 'Z' },
  ],
  ['ADCS r0, r1', [0x4148], { r0: 0xffffffff, r1: 0, flags: 'C' }, { r0: 0, flags: 'ZC' }],
  [
    'ADCS r0, r1 overflows by its carry',
    [0x4148],
    { r0: 0x7fffffff, r1: 0, flags: 'C' },
    { r0: 0x80000000, flags: 'NV' },
  ],
  [
    'ADCS r0, r1 of all ones and carry',
    [0x4148],
    { r0: 0xffffffff, r1: 0xffffffff, flags: 'C' },
    { r0: 0xffffffff, flags: 'NC' },
  ],
  ['SBCS r0, r1 with borrow', [0x4188], { r0: 5, r1: 4 }, { r0: 0, flags: 'ZC' }],
  ['SBCS r0, r1 without', [0x4188], { r0: 5, r1: 5, flags: 'C' }, { r0: 0, flags: 'ZC' }],
  [
    'SBCS r0, r1 overflows by its borrow',
    [0x4188],
    { r0: 0x80000000, r1: 0 },
    { r0: 0x7fffffff, flags: 'CV' },
  ],
  ['SBCS r0, r1 of equals with borrow', [0x4188], { r0: 5, r1: 5 }, { r0: 0xffffffff, flags: 'N' }],
  ['RORS r0, r1', [0x41c8], { r0: 0x0000000f, r1: 4 }, { r0: 0xf0000000, flags: 'NC' }],
  ['RORS r0, r1 by 0 leaves C', [0x41c8], { r0: 0x80000000, r1: 0 }, { r0: 0x80000000, flags: 'N' }],
  ['RORS r0, r1 by 32 sets C', [0x41c8], { r0: 0x80000001, r1: 32 }, { r0: 0x80000001, flags: 'NC' }],
  ['TST r0, r1', [0x4208], { r0: 1, r1: 2, flags: 'CV' }, { r0: 1, flags: 'ZCV' }],
  ['RSBS r0, r1, #0', [0x4248], { r1: 1 }, { r0: 0xffffffff, flags: 'N' }],
  ['RSBS r0, r1, #0 of 0', [0x4248], { r1: 0 }, { r0: 0, flags: 'ZC' }],
  ['RSBS r0, r1, #0 of the least', [0x4248], { r1: 0x80000000 }, { r0: 0x80000000, flags: 'NV' }],
  ['CMP r0, r1', [0x4288], { r0: 0x80000000, r1: 1 }, { r0: 0x80000000, flags: 'CV' }],
  ['CMN r0, r1', [0x42c8], { r0: 0xffffffff, r1: 1 }, { r0: 0xffffffff, flags: 'ZC' }],
  ['ORRS r0, r1', [0x4308], { r0: 0x80, r1: 0x1, flags: 'V' }, { r0: 0x81, flags: 'V' }],
  [
    'MULS r0, r1 leaves C and V',
    [0x4348],
    { r0: 0x10001, r1: 0x10001, flags: 'CV' },
    { r0: 0x20001, flags: 'CV' },
  ],
  ['MULS r0, r1 of large ones', [0x4348], { r0: 0xfffffff1, r1: 0x12345679 }, { r0: 0xeeeeeee9, flags: 'N' }],
  ['BICS r0, r1', [0x4388], { r0: 0xff, r1: 0x0f }, { r0: 0xf0 }],
  ['MVNS r0, r1', [0x43c8], { r1: 0xffffffff }, { r0: 0, flags: 'Z' }],
  ['ADD r8, r1 leaves the flags', [0x4488], { r8: 0xffffffff, r1: 1, flags: 'N' }, { r8: 0, flags: 'N' }],
  ['ADD r1, pc', [0x4479], { r1: 0x10 }, { r1: programBase + 4 + 0x10 }],
  ['ADD sp, r1 keeps words', [0x448d], { r1: 0xffffff03 }, { r13: stackTop - 0x100 }],
  ['CMP r9, r1', [0x4589], { r9: 4, r1: 4 }, { r9: 4, flags: 'ZC' }],
  ['MOV r8, r1 leaves the flags', [0x4688], { r1: 0, flags: 'NC' }, { r8: 0, flags: 'NC' }],
  ['MOV r0, pc', [0x4678], {}, { r0: programBase + 4 }],
  ['MOV sp, r1 keeps words', [0x468d], { r1: 0x20000103 }, { r13: 0x20000100 }],
  ['ADR r2, #8', [0xa202], {}, { r2: programBase + 4 + 8 }],
  ['ADD r2, sp, #1020', [0xaaff], {}, { r2: stackTop + 1020 }],
  ['ADD sp, #508', [0xb07f], {}, { r13: stackTop + 508 }],
  ['SUB sp, #508', [0xb0ff], {}, { r13: stackTop - 508 }],
  ['SXTH r0, r1', [0xb208], { r1: 0x12348000, flags: 'C' }, { r0: 0xffff8000, flags: 'C' }],
  ['SXTB r0, r1', [0xb248], { r1: 0x12345680 }, { r0: 0xffffff80 }],
  ['UXTH r0, r1', [0xb288], { r1: 0x12348000 }, { r0: 0x8000 }],
  ['UXTB r0, r1', [0xb2c8], { r1: 0x12345680 }, { r0: 0x80 }],
  ['REV r0, r1', [0xba08], { r1: 0x11223384 }, { r0: 0x84332211 }],
  ['REV16 r0, r1', [0xba48], { r1: 0x11223384 }, { r0: 0x22118433 }],
  ['REVSH r0, r1', [0xbac8], { r1: 0x11223384 }, { r0: 0xffff8433 }],
  ['NOP', [0xbf00], { r0: 1, flags: 'Z' }, { r0: 1, flags: 'Z' }],
  ['YIELD', [0xbf10], { r0: 1 }, { r0: 1 }],
  ['a hint without a meaning', [0xbf90], { r0: 1 }, { r0: 1 }],
  ['SEV', [0xbf40], { r0: 1 }, { r0: 1 }],
  ['DSB', [0xf3bf, 0x8f4f], { r0: 1 }, { r0: 1 }, 3],
  ['DMB', [0xf3bf, 0x8f5f], { r0: 1 }, { r0: 1 }, 3],
  ['ISB', [0xf3bf, 0x8f6f], { r0: 1 }, { r0: 1 }, 3],
  ['MRS r2, APSR', [0xf3ef, 0x8200], { flags: 'NC' }, { r2: 0xa0000000, flags: 'NC' }, 3],
  ['MRS r2, EPSR reads as 0', [0xf3ef, 0x8206], { r2: 7 }, { r2: 0 }, 3],
  ['MRS r2, MSP', [0xf3ef, 0x8208], {}, { r2: stackTop }, 3],
  ['MSR APSR, r1', [0xf381, 0x8800], { r1: 0x50000000, flags: 'NC' }, { flags: 'ZV' }, 3],
  ['MSR MSP, r1 keeps words', [0xf381, 0x8808], { r1: 0x20000207 }, { r13: 0x20000204 }, 3],
];

const loadsAndStores: Row[] = [
  ['LDR r0, [pc, #4]', [0x4801], {}, { r0: 0x44332211 }, 2],
  ['LDR r0, [r1, r2]', [0x5888], { r1: programBase, r2: 8 }, { r0: 0x44332211 }, 2],
  ['LDRH r0, [r1, r2]', [0x5a88], { r1: programBase, r2: 10 }, { r0: 0x4433 }, 2],
  ['LDRB r0, [r1, r2]', [0x5c88], { r1: programBase, r2: 11 }, { r0: 0x44 }, 2],
  ['LDRSH r0, [r1, r2]', [0x5e88], { r1: programBase, r2: 14 }, { r0: 0xffff8877 }, 2],
  ['LDRSB r0, [r1, r2]', [0x5688], { r1: programBase, r2: 15 }, { r0: 0xffffff88 }, 2],
  ['LDR r0, [r1, #8]', [0x6888], { r1: programBase }, { r0: 0x44332211 }, 2],
  ['LDRH r0, [r1, #8]', [0x8908], { r1: programBase }, { r0: 0x2211 }, 2],
  ['LDRB r0, [r1, #9]', [0x7a48], { r1: programBase }, { r0: 0x22 }, 2],
  ['LDR r3, [sp, #8]', [0x9b02], { r13: programBase }, { r3: 0x44332211 }, 2],
  ['LDR of a peripheral on the APB', [0x6808], { r1: peripheralBase }, { r0: 0x01020304 }, 4],
  ['LDRB of a peripheral', [0x7848], { r1: peripheralBase }, { r0: 0x03 }, 4],
  ['LDR of SIO', [0x6808], { r1: 0xd0000000, r0: 5 }, { r0: 0 }, 1],
  ['LDR of the flash', [0x6808], { r1: 0x10000000 }, { r0: 0xffffffff }, 2],
  ['LDR of the flash past its cache', [0x6808], { r1: 0x13000000 }, { r0: 0xffffffff }, 2],
  [
    'LDM r1!, {r0, r2}',
    [0xc905],
    { r1: programBase + 8 },
    { r0: 0x44332211, r2: 0x88776655, r1: programBase + 16 },
    3,
  ],
  [
    'LDM r1, {r0, r1} loads its base',
    [0xc903],
    { r1: programBase + 8 },
    { r0: 0x44332211, r1: 0x88776655 },
    3,
  ],
  [
    'POP {r0, r2}',
    [0xbc05],
    { r13: programBase + 8 },
    { r0: 0x44332211, r2: 0x88776655, r13: programBase + 16 },
    3,
  ],
];

function execute(code: number[], before: Registers): { cores: BareCores; cycles: number } {
  const cores = new BareCores();
  cores.bus.words.set(peripheralBase, 0x01020304);
  const core = cores.start(...code);
  cores.put(programBase + 8, 0x2211, 0x4433, 0x6655, 0x8877);
  for (const [name, value] of Object.entries(before))
    if (name === 'flags') core.flags = flagsOf(value as string);
    else core.registers[Number(name.slice(1))] = value as number;
  const start = core.cycles;
  core.step();
  return { cores, cycles: core.cycles - start };
}

const cases = [...rows, ...loadsAndStores].map(([name, code, before, after, wantedCycles = 1]) => ({
  name,
  code,
  before,
  after,
  wantedCycles,
}));

test.each(cases)('$name', ({ code, before, after, wantedCycles }) => {
  const { cores, cycles } = execute(code, before);
  const { core } = cores;
  const { flags = '', ...registers } = after;
  for (const [name, value] of Object.entries(registers))
    expect([name, core.registers[Number(name.slice(1))]! >>> 0]).toEqual([name, value >>> 0]);
  expect(lettersOf(core.flags)).toBe(flags);
  expect(core.pc).toBe(programBase + code.length * 2);
  expect(cycles).toBe(wantedCycles);
});

const stores: [name: string, code: number[], before: Registers, address: number, word: number][] = [
  ['STR r0, [r1, r2]', [0x5088], { r1: 0x20001000, r2: 4 }, 0x20001004, 0xaabbccdd],
  ['STRH r0, [r1, r2]', [0x5288], { r1: 0x20001000, r2: 6 }, 0x20001004, 0xccdd5555],
  ['STRB r0, [r1, r2]', [0x5488], { r1: 0x20001000, r2: 7 }, 0x20001004, 0xdd555555],
  ['STR r0, [r1, #4]', [0x6048], { r1: 0x20001000 }, 0x20001004, 0xaabbccdd],
  ['STRH r0, [r1, #4]', [0x8088], { r1: 0x20001000 }, 0x20001004, 0x5555ccdd],
  ['STRB r0, [r1, #5]', [0x7148], { r1: 0x20001000 }, 0x20001004, 0x5555dd55],
  ['STR r0, [sp, #4]', [0x9001], { r13: 0x20001000 }, 0x20001004, 0xaabbccdd],
  ['STM r1!, {r0}', [0xc101], { r1: 0x20001004 }, 0x20001004, 0xaabbccdd],
  ['PUSH {r0}', [0xb401], { r13: 0x20001008 }, 0x20001004, 0xaabbccdd],
  ['STR into the last word of the SRAM', [0x6008], { r1: 0x20041ffc }, 0x20041ffc, 0xaabbccdd],
  ['PUSH into the last word of the SRAM', [0xb401], { r13: 0x20042000 }, 0x20041ffc, 0xaabbccdd],
];

test.each(stores)('%s', (_name, code, before, address, word) => {
  const cores = new BareCores();
  const core = cores.start(...code);
  cores.putWords(address, 0x55555555);
  for (const [name, value] of Object.entries(before)) core.registers[Number(name.slice(1))] = value as number;
  core.registers[0] = 0xaabbccdd;
  const start = core.cycles;
  core.step();
  expect(cores.word(address)).toBe(word);
  expect(core.cycles - start).toBe(2);
  expect(core.pc).toBe(programBase + 2);
});

test('lists are stored in the order of their registers, and the pointer follows', () => {
  const cores = new BareCores();
  const core = cores.start(0xc38a, 0xb5f0); // STM r3!, {r1, r3, r7}; PUSH {r4-r7, lr}
  core.registers.set([0, 11, 22, 0x20001000, 44, 55, 66, 77]);
  core.registers[14] = 99;
  cores.step();
  expect([0, 4, 8].map((offset) => cores.word(0x20001000 + offset))).toEqual([11, 0x20001000, 77]);
  expect(core.registers[3]).toBe(0x2000100c);
  cores.step();
  expect([20, 16, 12, 8, 4].map((offset) => cores.word(stackTop - offset))).toEqual([44, 55, 66, 77, 99]);
  expect(core.registers[13]).toBe(stackTop - 20);
});
