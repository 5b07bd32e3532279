import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { SimulatedBoard } from '../../support/simulated-board.ts';

/**
 * C code that calls back into Python holds objects which only its local variables know. Here every
 * call back collects garbage and then overwrites what was freed, so that an object freed too early
 * shows as a wrong value or a crash.
 */
const prelude = `
import gc, json, re
from collections import deque, OrderedDict, namedtuple

def collect(value=None):
    gc.collect()
    texts = [('x%d' % i) * 3 for i in range(litter)]
    blocks = [bytearray(16 * n) for n in (1, 2, 3, 4, 6, 8, 16, 32)[:litter]]
    return value

def produce(count):
    for i in range(count):
        yield collect(str(i) * 3)

class Thing:
    def __init__(self, number):
        collect()
        self.number = number
    def __repr__(self):
        return collect('T%d' % self.number)
    def __lt__(self, other):
        collect()
        return self.number < other.number
    def __hash__(self):
        return collect(self.number)
    def __eq__(self, other):
        collect()
        return self.number == other.number
    def __add__(self, other):
        return collect([self.number] * 3)
    def __len__(self):
        return collect(3)
    def __bool__(self):
        return collect(True)
    def __contains__(self, item):
        collect()
        return item == self.number
    def __call__(self, *a, **k):
        collect()
        return (a, sorted(k.items()))
    def __getattr__(self, name):
        return collect(name * 2)
    def __getitem__(self, i):
        collect()
        if i > 5:
            raise IndexError
        return [i] * 5
    def __iter__(self):
        for i in range(6):
            collect()
            yield [i] * 4

class Chain:
    def __init__(self, start, *more):
        self.start = None
        self = None
        collect(more)

class Owner:
    def __init__(self, a, b, c, d):
        me = self
        self = None
        parts = collect([a, b, c, d])
        me.all = ''.join(parts)

class Steps:
    def __init__(self):
        self.i = 0
    def __iter__(self):
        return self
    def __next__(self):
        self.i += 1
        if self.i > 10:
            raise StopIteration
        return collect([self.i] * 3)

def many_cells():
    a, b, c, d, e, f, g = [collect('c%d' % i) for i in range(7)]
    def inner(x, y):
        collect()
        return a + b + c + d + e + f + g + x + y
    return inner(collect('x' * 20), collect('y' * 20))

def nested_classes():
    class Outer:
        x = 'v' + str(1)
        class Inner:
            y = 'v' + str(2)
            collect()
            z = 'v' + str(3)
        w = collect(Inner)
    return (Outer.x, Outer.Inner.y, Outer.Inner.z)

def exception_through_finally():
    try:
        try:
            raise ValueError('boom' + str(5))
        finally:
            collect()
    except ValueError as problem:
        collect()
        return problem.args[0]

def executed():
    names = {'collect': collect}
    exec("a = 'y' * 2\\ncollect()\\nb = len([collect(i) for i in range(20)])", names)
    return [names['a'], names['b']]

def delegated():
    def inner():
        got = yield from produce(10)
        return 'end'
    return list(inner())

def sent():
    def echo():
        got = None
        while True:
            got = yield collect([got] * 2)
    e = echo()
    next(e)
    return [e.send('s%d' % i) for i in range(5)]

expected = [str(i) * 3 for i in range(40)]

def check(cases):
    for name, run, wanted in cases:
        for _ in range(rounds):
            gc.threshold(threshold)
            try:
                got = run()
            except Exception as problem:
                got = problem
            gc.threshold(-1)
            if got != wanted:
                print(name, 'gave', repr(got)[:200])
                break
        else:
            print(name, 'ok')
`;

/** Name, expression, value: evaluated on the board. */
const cases: [string, string, string][] = [
  ['list', 'list(produce(n))', 'expected[:n]'],
  ['tuple', 'tuple(produce(n))', 'tuple(expected[:n])'],
  ['set', 'set(produce(n))', 'set(expected[:n])'],
  ['dict', 'dict((k, [k]) for k in produce(n))', 'dict((k, [k]) for k in expected[:n])'],
  ['dict of keywords', "dict(a=collect('a' * 20), b=collect('b' * 20))", "{'a': 'a' * 20, 'b': 'b' * 20}"],
  [
    'sorted with key',
    "sorted(['b%d' % i for i in range(n)], key=lambda v: collect(int(v[1:])))",
    "['b%d' % i for i in range(n)]",
  ],
  [
    'sort with key',
    '(lambda l: (l.sort(key=lambda v: collect(-v)), l)[1])(list(range(n)))',
    'list(range(n - 1, -1, -1))',
  ],
  ['sorted by __lt__', '[t.number for t in sorted([Thing(9 - i) for i in range(10)])]', 'list(range(10))'],
  ['join', "','.join(produce(n))", "','.join(expected[:n])"],
  ['map', "list(map(lambda x: collect('m' + str(x)), range(n)))", "['m' + str(x) for x in range(n)]"],
  [
    'filter',
    "list(filter(lambda x: collect(True), ['f' + str(x) for x in range(n)]))",
    "['f' + str(x) for x in range(n)]",
  ],
  ['zip', 'list(zip(produce(20), produce(20)))', '[(t, t) for t in expected[:20]]'],
  ['enumerate', 'list(enumerate(produce(20)))', 'list(enumerate(expected[:20]))'],
  ['reversed', 'list(reversed(list(produce(20))))', 'expected[19::-1]'],
  ['format', "'{} {} {}'.format(Thing(1), Thing(2), Thing(3))", "'T1 T2 T3'"],
  ['percent', "'%r %s %r' % (Thing(1), Thing(2), Thing(3))", "'T1 T2 T3'"],
  ['f-string', "f'{Thing(1)} {Thing(2)!r:>5}'", "'T1    T2'"],
  ['repr of nested lists', 'str([Thing(1), [Thing(2), Thing(3)]])', "'[T1, [T2, T3]]'"],
  ['__hash__ and __eq__', 'len({Thing(i): [i] for i in range(20)})', '20'],
  [
    'max with key',
    "max(('q%d' % i for i in range(n)), key=lambda s: collect(int(s[1:])))",
    "'q%d' % (n - 1)",
  ],
  ['sum of lists', 'sum(([x] for x in produce(20)), [])', 'expected[:20]'],
  [
    'any and all',
    '(any(collect(i) == n - 1 for i in range(n)), all(collect(True) for _ in range(n)))',
    '(True, True)',
  ],
  ['bytes', 'bytes(collect(i) for i in range(n))', 'bytes(range(n))'],
  ['re.sub with a function', "re.sub('a', lambda m: collect('b'), 'xaya' * 5)", "'xbyb' * 5"],
  ['star arguments', '(lambda *a: a)(*produce(20))', 'tuple(expected[:20])'],
  [
    'star star arguments',
    "(lambda **k: sorted(k.items()))(**{'k%d' % i: collect([i]) for i in range(10)})",
    "sorted([('k%d' % i, [i]) for i in range(10)])",
  ],
  ['__iter__', 'list(Thing(1))', '[[i] * 4 for i in range(6)]'],
  ['__getitem__', 'Thing(1)[3]', '[3] * 5'],
  ['__next__', 'list(Steps())', '[[i] * 3 for i in range(1, 11)]'],
  ['extend', '(lambda l: (l.extend(produce(20)), l)[1])([])', 'expected[:20]'],
  ['list comprehension', "[x + 'z' for x in produce(20)]", "[x + 'z' for x in expected[:20]]"],
  ['dict comprehension', '{x: [x] for x in produce(20)}', '{x: [x] for x in expected[:20]}'],
  ['__add__', '[Thing(1) + Thing(2)] + [Thing(3) + Thing(4)]', '[[1] * 3, [3] * 3]'],
  ['__len__, __bool__, __contains__', '(len(Thing(1)), bool(Thing(1)), 5 in Thing(5))', '(3, True, True)'],
  ['__call__', "Thing(1)('a' * 9, k='b' * 9)", "(('a' * 9,), [('k', 'b' * 9)])"],
  ['__getattr__', 'Thing(1).name', "'namename'"],
  [
    'arguments in heap arrays',
    "Owner(*['o%d' % i * 5 for i in range(4)]).all",
    "''.join(['o%d' % i * 5 for i in range(4)])",
  ],
  ['an object that forgets itself', 'Chain(1, 2, 3, 4, 5, 6).start', 'None'],
  ['closure with many cells', 'many_cells()', "'c0c1c2c3c4c5c6' + 'x' * 20 + 'y' * 20"],
  ['eval', `eval("[collect('a'), collect('b'), str(5) * 3]")`, "['a', 'b', '555']"],
  ['exec', 'executed()', "['yy', 20]"],
  ['type()', "type('X', (), {'a': collect('1') * 3}).a", "'111'"],
  ['nested classes', 'nested_classes()', "('v1', 'v2', 'v3')"],
  ['finally', 'exception_through_finally()', "'boom5'"],
  [
    'arguments',
    "(lambda a, b, c: a + b + c)(collect('a' * 20), collect('b' * 20), collect('c' * 20))",
    "'a' * 20 + 'b' * 20 + 'c' * 20",
  ],
  ['deque', 'list(deque(produce(20), 50))', 'expected[:20]'],
  ['OrderedDict', 'list(OrderedDict((k, 1) for k in produce(20)))', 'expected[:20]'],
  ['namedtuple', "namedtuple('P', ['x' * 9, 'y' * 9])(*produce(2))[1]", "'111'"],
  ['json', "json.loads(json.dumps({'a': [str(i) for i in range(9)]}))", "{'a': [str(i) for i in range(9)]}"],
  ['yield from', 'delegated()', 'expected[:10]'],
  ['send', 'sent()', "[['s%d' % i] * 2 for i in range(5)]"],
];

/** Collecting this often takes seconds; a computer busy with other tests makes it many. */
const patience = 60_000;
vi.setConfig({ testTimeout: patience });

let board: SimulatedBoard;

beforeAll(async () => {
  board = await SimulatedBoard.start();
});
afterAll(() => board.end());

/** Checks all cases in one program; what each said. */
async function checkAll(setUp: string): Promise<string[]> {
  const list = cases.map(
    ([name, run, wanted]) => `    (${JSON.stringify(name)}, lambda: ${run}, ${wanted}),`,
  );
  const program = `${setUp}${prelude}check([\n${list.join('\n')}\n])\n`;
  const { output, error } = await board.run(program, patience);
  expect(error).toBe('');
  return output.split('\r\n').slice(0, -1);
}

const allOk = cases.map(([name]) => `${name} ok`);

describe('garbage is collected under C code that calls back into Python', () => {
  test('when the program asks for it', async () => {
    expect(await checkAll('n, litter, rounds, threshold = 15, 15, 2, -1\n')).toEqual(allOk);
  });

  test('at every single allocation', async () => {
    expect(await checkAll('n, litter, rounds, threshold = 6, 1, 1, 1\n')).toEqual(allOk);
  });
});
