/** Hints, exceptions by instruction, special registers, and what is no instruction (ARMv6-M ARM, A5.2.5, A5.3, B4.2). */

import {
  a,
  here,
  immediate,
  jump,
  next,
  publishFlags,
  publishPlace,
  reloadFlags,
  reloadPlace,
} from './source.ts';

/** Leaves the run function behind an instruction of `size` halfwords, so that exceptions are looked at. */
const leave = (size: number) => `slot+=${size};break loop;`;

/** The instructions by name: what each does. */
export const system = {
  noOperation: next,
  // The barriers: nothing here is ever out of order.
  barrier: 'left-=3;slot+=2;continue;',
  disableInterrupts: `if(state.privileged)state.masked=true;${next}`,
  enableInterrupts: `left--;if(state.privileged){state.masked=false;if(exceptions.wanted!==0){state.attention=1;${leave(1)}}}slot++;continue;`,
  readSpecial: `${publishPlace}${publishFlags}${a}=readSpecial(state,${immediate});left-=3;slot+=2;continue;`,
  writeSpecial: `${publishPlace}${publishFlags}writeSpecial(state,${immediate},${a});${reloadFlags}left-=3;slot+=2;if(state.attention!==0)break loop;continue;`,
  supervisorCall: `left--;core.callSupervisor();if(state.faulted)break loop;${leave(1)}`,
  breakpoint: 'state.fault();break loop;',
  undefined: 'state.fault();break loop;',
  waitForInterrupt: `left-=2;core.waitForInterrupt();${leave(1)}`,
  waitForEvent: `left-=2;core.waitForEvent();${leave(1)}`,
  sendEvent: `${publishPlace}core.sendEvent();${reloadPlace}${next}`,
  // A routine of the boot ROM that is carried out natively (see `NativeRoutine`).
  native: `${publishPlace}${publishFlags}index=core.callNative(word>>>8);${reloadFlags}left=state.left;if(index!==0)break loop;target=R[14];${jump}`,
  // Behind the end of a memory, or the destination of a jump that is no code.
  nowhere: `state.fault();break loop;`,
  // A literal, or a branch, out of the memory that the instruction is in: seldom enough to be done at leisure.
  loadDistantLiteral: `${publishPlace}access.loadLiteral(word,${here});if(state.faulted)break loop;left=state.left-2;slot++;continue;`,
} as const;
