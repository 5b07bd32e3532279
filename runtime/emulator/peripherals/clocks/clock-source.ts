/** Where the generators of CLOCKS take their cycles from, and in which order their registers name it. */

/** Everything that a multiplexer can choose (RP2040 datasheet, 2.15.7). */
export type ClockSource =
  | 'none'
  | 'rosc'
  | 'xosc'
  | 'pllSys'
  | 'pllUsb'
  | 'gpin0'
  | 'gpin1'
  | 'reference'
  | 'system'
  | 'peripheral'
  | 'usb'
  | 'adc'
  | 'rtc';

/** Names of the ten generators, in the order of their registers. */
export type GeneratorName =
  | 'output0'
  | 'output1'
  | 'output2'
  | 'output3'
  | 'reference'
  | 'system'
  | 'peripheral'
  | 'usb'
  | 'adc'
  | 'rtc';

/** What tells one generator from another. */
export interface GeneratorForm {
  readonly name: GeneratorName;
  /** Sources in the order of AUXSRC. */
  readonly auxiliary: readonly ClockSource[];
  /** Sources in the order of SRC, where there is a multiplexer without glitches; `auxiliary` leads to the other one. */
  readonly glitchless?: readonly (ClockSource | 'auxiliary')[];
  /** Bits of CTRL that exist. */
  readonly controlBits: number;
  /** Bits of DIV that exist: 0 without divider. */
  readonly dividerBits: number;
}

const outputSources = [
  'pllSys',
  'gpin0',
  'gpin1',
  'pllUsb',
  'rosc',
  'xosc',
  'system',
  'usb',
  'adc',
  'rtc',
  'reference',
] as const;
const slowSources = ['pllUsb', 'pllSys', 'rosc', 'xosc', 'gpin0', 'gpin1'] as const;

function output(name: GeneratorName): GeneratorForm {
  return { name, auxiliary: outputSources, controlBits: 0x131de0, dividerBits: 0xffffffff };
}

/** The generators, in the order of their registers. */
export const generatorForms: readonly GeneratorForm[] = [
  output('output0'),
  output('output1'),
  output('output2'),
  output('output3'),
  {
    name: 'reference',
    auxiliary: ['pllUsb', 'gpin0', 'gpin1'],
    glitchless: ['rosc', 'auxiliary', 'xosc'],
    controlBits: 0x63,
    dividerBits: 0x300,
  },
  {
    name: 'system',
    auxiliary: ['pllSys', 'pllUsb', 'rosc', 'xosc', 'gpin0', 'gpin1'],
    glitchless: ['reference', 'auxiliary'],
    controlBits: 0xe1,
    dividerBits: 0xffffffff,
  },
  {
    name: 'peripheral',
    auxiliary: ['system', 'pllSys', 'pllUsb', 'rosc', 'xosc', 'gpin0', 'gpin1'],
    controlBits: 0xce0,
    dividerBits: 0,
  },
  { name: 'usb', auxiliary: slowSources, controlBits: 0x130ce0, dividerBits: 0x300 },
  { name: 'adc', auxiliary: slowSources, controlBits: 0x130ce0, dividerBits: 0x300 },
  { name: 'rtc', auxiliary: slowSources, controlBits: 0x130ce0, dividerBits: 0xffffffff },
];

/** Sources in the order of FC0_SRC. */
export const countedSources: readonly ClockSource[] = [
  'none',
  'pllSys',
  'pllUsb',
  'rosc',
  'rosc',
  'xosc',
  'gpin0',
  'gpin1',
  'reference',
  'system',
  'peripheral',
  'usb',
  'adc',
  'rtc',
];
