/**
 * Makes the MicroPython of the npm package collect garbage while programs run.
 *
 * As it comes, it collects only when no Python runs, because a collector must see every pointer to
 * a live object, and WebAssembly hides those that C code holds in its local variables. Binaryen's
 * pass "spill-pointers" writes them to the C stack, in memory, around every call. With them there,
 * `gc_collect` can do what it does on a Pico: mark from the static roots, from the Python stack and
 * from the C stack, and sweep. So any allocation may collect, under any builtin, and a heap that is
 * full of live data raises `MemoryError` exactly where a Pico does; it never has to grow.
 */

import { createHash } from 'node:crypto';
import binaryen from 'binaryen';
import { limitMemory, nameForBinaryen } from './module-sections.ts';

/** The one file this was made for: npm @micropython/micropython-webassembly-pyscript 1.27.0. */
const knownFile = '06338c955b03c5700aa0069015d3e392d76836ef8e2ce25bedbe59b88ccd373c';

/** Functions of MicroPython by their index in that file, as its C sources (py/gc.c) call them. */
const functions = {
  78: 'gc_collect_start',
  79: 'gc_mark_subtree',
  80: 'gc_collect_end',
  438: 'mp_cstack_init_with_sp_here',
  1277: 'gc_get_max_new_split',
  1278: 'gc_collect',
  1279: 'nlr_jump_fail',
} as const;

/** Where its memory holds `MP_STATE_MEM(area)`, the head of the list of heap areas. */
const firstHeapArea = 185492;
/** Fields of a heap area (`mp_state_mem_area_t`), in bytes from its start. */
const heapArea = { next: 0, allocationTable: 4, poolStart: 16, poolEnd: 20 };
/** Where its memory holds `MP_STATE_THREAD(stack_top)`, and `stack_limit` in the word behind it. */
const stackBounds = 185108;

/** The C stack grows from here down to 0. */
const stackTop = 64 * 1024;
/**
 * How much of it Python calls may use. Spilled pointers make frames larger, so it is more than the
 * 32 KB the package allows itself; the rest is for C code that does not call Python.
 */
const stackForPython = 52 * 1024;

/** Bytes of WebAssembly's pages. */
const page = 64 * 1024;
/** Static data, stacks, a Pico's heap, and room for strings on their way to JavaScript and back. */
const memory = { initial: (1024 * 1024) / page, maximum: (4 * 1024 * 1024) / page };

/**
 * Before spilling: "flatten" gives every intermediate value a local, because values on WebAssembly's
 * own operand stack cannot be spilled; the others make the locals few again, so that frames stay small.
 */
const makeFewFlatLocals = ['flatten', 'coalesce-locals', 'reorder-locals'];

/** After spilling: nests values again, which is safe as no pass removes a store to memory. */
const tidyUp = [
  'dce',
  'simplify-locals',
  'vacuum',
  'coalesce-locals',
  'reorder-locals',
  'merge-blocks',
  'remove-unused-brs',
  'remove-unused-names',
  'vacuum',
];

const { i32, none } = binaryen;

/** Returns the changed module. Throws when it is given another file than the known one. */
export function collectGarbage(original: Uint8Array): Uint8Array<ArrayBuffer> {
  const hash = createHash('sha256').update(original).digest('hex');
  if (hash !== knownFile) {
    throw new Error(`This is not the MicroPython that build/micropython knows (SHA-256 ${hash})`);
  }
  const module = binaryen.readBinary(nameForBinaryen(original, functions, { 0: '__stack_pointer' }));
  try {
    addMarkRange(module);
    collectAtOnce(module);
    neverGrowTheHeap(module);
    limitTheStack(module);
    failInsteadOfHanging(module);
    spillPointers(module);
    return limitMemory(module.emitBinary(), memory);
  } finally {
    module.dispose();
  }
}

/** `gc_collect`: it asked for a collection later, now it collects, with the C stack among the roots. */
function collectAtOnce(module: binaryen.Module): void {
  replace(module, 'gc_collect', none, none, [
    module.call('gc_collect_start', [], none),
    module.call('mark_range', [module.global.get('__stack_pointer', i32), module.i32.const(stackTop)], none),
    module.call('gc_collect_end', [], none),
  ]);
}

/** `gc_get_max_new_split`: what the heap may grow by. It offered 128 MB. */
function neverGrowTheHeap(module: binaryen.Module): void {
  replace(module, 'gc_get_max_new_split', none, i32, [module.i32.const(0)]);
}

/** `mp_cstack_init_with_sp_here`: how deep calls may go before "maximum recursion depth exceeded". */
function limitTheStack(module: binaryen.Module): void {
  const bounds = () => module.i32.const(stackBounds);
  replace(module, 'mp_cstack_init_with_sp_here', i32, none, [
    module.i32.store(0, 4, bounds(), module.global.get('__stack_pointer', i32)),
    module.i32.store(4, 4, bounds(), module.i32.const(stackForPython)),
  ]);
}

/** `nlr_jump_fail`: an exception that nobody catches, where it looped for ever. */
function failInsteadOfHanging(module: binaryen.Module): void {
  replace(module, 'nlr_jump_fail', i32, none, [module.unreachable()]);
}

/**
 * Adds `mark_range(position, end)`, which is `gc_collect_root` of py/gc.c over the words from
 * `position` to `end`. The compiler left no copy of that which could be called.
 */
function addMarkRange(module: binaryen.Module): void {
  const [position, end, pointer, area, offset, table, shift] = [0, 1, 2, 3, 4, 5, 6];
  const get = (local: number) => module.local.get(local, i32);
  const set = (local: number, value: number) => module.local.set(local, value);
  const constant = (value: number) => module.i32.const(value);
  const load = (field: number, from: number) => module.i32.load(field, 4, get(from));
  const blocks = constant(4);
  const tableByte = () => module.i32.load8_u(0, 1, get(table));

  const findArea = module.block('found', [
    module.loop(
      'areas',
      module.block(null, [
        module.br(
          'found',
          module.i32.and(
            module.i32.ge_u(get(pointer), load(heapArea.poolStart, area)),
            module.i32.lt_u(get(pointer), load(heapArea.poolEnd, area)),
          ),
        ),
        set(area, load(heapArea.next, area)),
        module.br('areas', get(area)),
      ]),
    ),
    module.br('words'),
  ]);
  const body = module.loop(
    'words',
    module.block(null, [
      module.if(module.i32.ge_u(get(position), get(end)), module.return()),
      set(pointer, module.i32.load(0, 4, get(position))),
      set(position, module.i32.add(get(position), constant(4))),
      // Objects begin at multiples of 16 bytes.
      module.br('words', module.i32.and(get(pointer), constant(15))),
      set(area, constant(firstHeapArea)),
      findArea,
      set(offset, module.i32.sub(get(pointer), load(heapArea.poolStart, area))),
      // Two bits for each block of 16 bytes: 1 the head of an object, 3 a head that is marked.
      set(
        table,
        module.i32.add(load(heapArea.allocationTable, area), module.i32.shr_u(get(offset), constant(6))),
      ),
      set(shift, module.i32.and(module.i32.shr_u(get(offset), constant(3)), constant(6))),
      module.br(
        'words',
        module.i32.ne(module.i32.and(module.i32.shr_u(tableByte(), get(shift)), constant(3)), constant(1)),
      ),
      module.i32.store8(
        0,
        1,
        get(table),
        module.i32.or(tableByte(), module.i32.shl(constant(3), get(shift))),
      ),
      module.call('gc_mark_subtree', [get(area), module.i32.shr_u(get(offset), blocks)], none),
      module.br('words'),
    ]),
  );
  module.addFunction('mark_range', binaryen.createType([i32, i32]), none, [i32, i32, i32, i32, i32], body);
}

function spillPointers(module: binaryen.Module): void {
  module.runPasses([...makeFewFlatLocals, 'spill-pointers', ...tidyUp]);
  if (!module.validate()) throw new Error('The changed MicroPython is not a valid module');
}

/** Gives a function another body. */
function replace(
  module: binaryen.Module,
  name: string,
  parameters: binaryen.Type,
  result: binaryen.Type,
  body: readonly number[],
): void {
  module.removeFunction(name);
  module.addFunction(name, parameters, result, [], module.block(null, [...body], result));
}
