/**
 * Loads and stores (ARMv6-M Architecture Reference Manual, A5.2.4 and A6.7).
 *
 * SRAM and flash are reached here, everything else, misaligned addresses among it, through `core`. An access that
 * faults leaves the instruction undone: `state.faulted` is set and the loop left with `slot` still on it.
 */

import { memoryLayout, sramBase } from '../chip-memory.ts';
import { a, b, c, immediate, next } from './source.ts';

type Width = 'word' | 'halfword' | 'byte' | 'signedHalfword' | 'signedByte';

const widths = {
  word: { size: 4, array: 'words', shift: 2, bus: '32', extend: '|0' },
  halfword: { size: 2, array: 'halfwords', shift: 1, bus: '16', extend: '' },
  byte: { size: 1, array: 'bytes', shift: 0, bus: '8', extend: '' },
  signedHalfword: { size: 2, array: 'halfwords', shift: 1, bus: '16', extend: '<<16>>16' },
  signedByte: { size: 1, array: 'bytes', shift: 0, bus: '8', extend: '<<24>>24' },
} as const;

const { sram, sramSize, flash, flashSize } = memoryLayout;

/** True where `offset` is in the SRAM and a multiple of the access's size. */
function inSram(size: number): string {
  return `(offset>>>0)<${sramSize}${size > 1 ? `&&(offset&${size - 1})===0` : ''}`;
}

/** Cycles of an access to the bus: SIO answers at once (2.3.1), the APB bridge takes its time (2.1.4). */
function busCycles(apb: number): string {
  return `(address>>>28)===4?${apb}:(address>>>28)===13?1:2`;
}

/** What follows an access through `access`: `then`, unless it faulted, and whatever it has brought about. */
function afterBus(apbCycles: number, then: string): string {
  return (
    `if(state.attention!==0){if(state.faulted)break loop;${then}left=state.left-(${busCycles(apbCycles)});slot++;break loop}` +
    `${then}left=state.left-(${busCycles(apbCycles)});`
  );
}

function load(width: Width, address: string): string {
  const { size, array, shift, bus, extend } = widths[width];
  const signed = width.startsWith('signed') ? extend : '';
  const inFlash = ((0xff000000 | (size - 1)) >>> 0).toString();
  return (
    `address=${address}|0;offset=address-${sramBase}|0;` +
    `if(${inSram(size)}){${a}=${array}[(offset+${sram})>>${shift}]${signed};left-=2}` +
    `else if((address&${inFlash}|0)===${0x10000000}){${a}=${array}[((address&${flashSize - 1})+${flash})>>${shift}]${signed};left-=2}` +
    `else{state.left=left;state.slot=slot;state.base=base;result=access.read${bus}(address)${extend};${afterBus(4, `${a}=result;`)}}` +
    'slot++;continue;'
  );
}

/** What was decoded of the bytes that a store changed is stale, and so is a long instruction that ends in them. */
function forget(size: number): string {
  const second = size === 4 ? 'decoded[index+1]=0;' : '';
  return `if(offset<decodedEnd){index=(offset+${sram})>>1;decoded[index-1]=0;decoded[index]=0;${second}}`;
}

function store(width: 'word' | 'halfword' | 'byte', address: string): string {
  const { size, array, shift, bus } = widths[width];
  return (
    `address=${address}|0;offset=address-${sramBase}|0;` +
    `if(${inSram(size)}){${array}[(offset+${sram})>>${shift}]=${a};left-=2;${forget(size)}}` +
    `else{state.left=left;state.slot=slot;state.base=base;access.write${bus}(address,${a});${afterBus(5, '')}}` +
    'slot++;continue;'
  );
}

/** For each of R0 to R7 in the list `y`: what `each` says. */
function forRegisters(each: (register: number) => string): string {
  return [0, 1, 2, 3, 4, 5, 6, 7].map((number) => `if(y&${1 << number}){${each(number)}}`).join('');
}

/** Nine words at most travel at once: well inside the SRAM nothing can go wrong on the way. */
const wellInside = `(offset>>>0)<=${sramSize - 36}&&(offset&3)===0`;
const slowly = (method: string) =>
  `else{state.left=left;state.slot=slot;state.base=base;access.${method}(word);if(state.faulted)break loop;left=state.left;if(state.attention!==0){slot++;break loop}}`;
const forgetMany = `if(offset<decodedEnd)decoded.fill(0,((offset+${sram})>>1)-1,((offset+${sram})>>1)+18);`;

/** The instructions by name: what each does. */
export const memoryAccess = {
  loadLiteral: `${a}=words[(slot>>1)+1+${immediate}];left-=2;slot++;continue;`,
  loadRegister: load('word', `${b}+${c}`),
  loadHalfwordRegister: load('halfword', `${b}+${c}`),
  loadByteRegister: load('byte', `${b}+${c}`),
  loadSignedHalfwordRegister: load('signedHalfword', `${b}+${c}`),
  loadSignedByteRegister: load('signedByte', `${b}+${c}`),
  loadImmediate: load('word', `${b}+${immediate}`),
  loadHalfwordImmediate: load('halfword', `${b}+${immediate}`),
  loadByteImmediate: load('byte', `${b}+${immediate}`),
  storeRegister: store('word', `${b}+${c}`),
  storeHalfwordRegister: store('halfword', `${b}+${c}`),
  storeByteRegister: store('byte', `${b}+${c}`),
  storeImmediate: store('word', `${b}+${immediate}`),
  storeHalfwordImmediate: store('halfword', `${b}+${immediate}`),
  storeByteImmediate: store('byte', `${b}+${immediate}`),
  // Lists: bits 16 to 23 are R0 to R7, bit 24 is LR or PC; the first operand of `push` is how many they are.
  push:
    `address=R[13]-((word>>8)&15)*4|0;offset=address-${sramBase}|0;` +
    `if(${wellInside}){y=${immediate};R[13]=address;index=(offset+${sram})>>2;` +
    forRegisters((number) => `words[index++]=R[${number}];left--;`) +
    `if(y&256){words[index]=R[14];left--}${forgetMany}${next}}${slowly('push')}slot++;continue;`,
  pop:
    `offset=R[13]-${sramBase}|0;` +
    `if(${wellInside}){y=${immediate};index=(offset+${sram})>>2;` +
    forRegisters((number) => `R[${number}]=words[index++];left--;`) +
    `R[13]=(index<<2)+${sramBase - sram}|0;${next}}${slowly('pop')}slot++;continue;`,
  loadMultiple:
    `address=${a};offset=address-${sramBase}|0;` +
    `if(${wellInside})index=(offset+${sram})>>2;` +
    `else if((address&0xff000003|0)===${0x10000000})index=((address&${flashSize - 1})+${flash})>>2;` +
    `else index=0;if(index!==0){y=${immediate};` +
    forRegisters((number) => `R[${number}]=words[index++];address+=4;left--;`) +
    `if((word>>12)&1)${a}=address;${next}}${slowly('loadMultiple')}slot++;continue;`,
  storeMultiple:
    `address=${a};offset=address-${sramBase}|0;` +
    `if(${wellInside}){y=${immediate};index=(offset+${sram})>>2;` +
    forRegisters((number) => `words[index++]=R[${number}];address+=4;left--;`) +
    `${a}=address;${forgetMany}${next}}${slowly('storeMultiple')}slot++;continue;`,
} as const;
