/** Moves, arithmetic, logic and shifts (ARMv6-M Architecture Reference Manual, A5.2.1 to A5.2.3 and A6.7). */

import { a, add, b, c, flagsOfResult, here, immediate, next, subtract } from './source.ts';

/** Keeps `result` in the first operand and sets N and Z by it. */
const keep = `${a}=result;${flagsOfResult}${next}`;
/** Keeps the result of an addition or subtraction, which has set the flags. */
const keepSum = `${a}=result;${next}`;

/** The instructions by name: what each does. */
export const dataProcessing = {
  lslImmediate: `x=${b};y=${immediate};result=x<<y;if(y!==0)carry=(x>>>(32-y))&1;${keep}`,
  lsrImmediate: `x=${b};y=${immediate};if(y===32){carry=x>>>31;result=0}else{carry=(x>>>(y-1))&1;result=x>>>y|0}${keep}`,
  asrImmediate: `x=${b};y=${immediate};if(y===32){carry=x>>>31;result=x>>31}else{carry=(x>>>(y-1))&1;result=x>>y}${keep}`,
  addRegister: `x=${b};y=${c};${add}${keepSum}`,
  subtractRegister: `x=${b};y=${c};${subtract}${keepSum}`,
  addImmediate: `x=${b};y=${immediate};${add}${keepSum}`,
  subtractImmediate: `x=${b};y=${immediate};${subtract}${keepSum}`,
  moveImmediate: `result=${immediate};${keep}`,
  compareImmediate: `x=${a};y=${immediate};${subtract}${next}`,
  and: `result=${a}&${b};${keep}`,
  exclusiveOr: `result=${a}^${b};${keep}`,
  // A shift by a register uses its lowest byte; 0 leaves the carry alone, 32 and more have their own rules.
  lslRegister: `x=${a};y=${b}&255;if(y===0)result=x;else if(y<32){carry=(x>>>(32-y))&1;result=x<<y}else{carry=y===32?x&1:0;result=0}${keep}`,
  lsrRegister: `x=${a};y=${b}&255;if(y===0)result=x;else if(y<32){carry=(x>>>(y-1))&1;result=x>>>y|0}else{carry=y===32?x>>>31:0;result=0}${keep}`,
  asrRegister: `x=${a};y=${b}&255;if(y===0)result=x;else if(y<32){carry=(x>>>(y-1))&1;result=x>>y}else{carry=x>>>31;result=x>>31}${keep}`,
  rotateRegister: `x=${a};y=${b}&255;if(y===0)result=x;else{result=(x>>>(y&31))|(x<<(32-(y&31)));carry=result>>>31}${keep}`,
  addWithCarry: `x=${a};y=${b};result=x+y+carry|0;carry=carry!==0?((result>>>0)<=(x>>>0)?1:0):((result>>>0)<(x>>>0)?1:0);overflow=(x^result)&(y^result);negative=zero=result;${keepSum}`,
  subtractWithCarry: `x=${a};y=${b};result=x-y-1+carry|0;carry=carry!==0?((x>>>0)>=(y>>>0)?1:0):((x>>>0)>(y>>>0)?1:0);overflow=(x^y)&(x^result);negative=zero=result;${keepSum}`,
  test: `result=${a}&${b};${flagsOfResult}${next}`,
  negate: `x=0;y=${b};${subtract}${keepSum}`,
  compare: `x=${a};y=${b};${subtract}${next}`,
  compareNegative: `x=${a};y=${b};${add}${next}`,
  or: `result=${a}|${b};${keep}`,
  multiply: `result=Math.imul(${a},${b});${keep}`,
  bitClear: `result=${a}&~${b};${keep}`,
  moveNot: `result=~${b};${keep}`,
  // These work on all sixteen registers and leave the flags alone. The stack pointer stays a multiple of 4.
  addHigh: `${a}=${a}+${b}|0;${next}`,
  addToStackPointer: `R[13]=(R[13]+${b})&~3;${next}`,
  addProgramCounter: `${a}=${a}+${here}+4|0;${next}`,
  moveHigh: `${a}=${b};${next}`,
  moveToStackPointer: `R[13]=${b}&~3;${next}`,
  moveProgramCounter: `${a}=${here}+4|0;${next}`,
  addressOfLiteral: `${a}=(${here}&~3)+4+${immediate}|0;${next}`,
  addressOnStack: `${a}=R[13]+${immediate}|0;${next}`,
  adjustStackPointer: `R[13]=R[13]+(word>>16)|0;${next}`,
  signExtendHalfword: `${a}=${b}<<16>>16;${next}`,
  signExtendByte: `${a}=${b}<<24>>24;${next}`,
  zeroExtendHalfword: `${a}=${b}&65535;${next}`,
  zeroExtendByte: `${a}=${b}&255;${next}`,
  reverseBytes: `x=${b};${a}=(x<<24)|((x&0xff00)<<8)|((x>>>8)&0xff00)|(x>>>24);${next}`,
  reverseHalfwords: `x=${b};${a}=((x&0xff00ff)<<8)|((x>>>8)&0xff00ff);${next}`,
  reverseSigned: `x=${b};${a}=((((x&255)<<8)|((x>>>8)&255))<<16)>>16;${next}`,
} as const;
