import type { CatalogueEntry } from './entry.ts';

const number = '(?:int|float|bool)';
const callable = '(?:function|bound_method|closure|method|type)';

/** One of two types, on either side of the operator. */
function eitherSide(operators: string, one: string, other: string): RegExp {
  return new RegExp(
    `^unsupported types? for __i?(?:${operators})__: '(?:${one}', '${other}|${other}', '${one})'$`,
  );
}

/** Values that cannot be used like this. */
export const typeEntries = [
  {
    id: 'text-plus-number',
    exception: 'TypeError',
    message: eitherSide('add', 'str', number),
    cause: 'plusSign',
  },
  {
    id: 'text-wanted',
    exception: 'TypeError',
    message: /^can't convert '(?<type>.+)' object to str implicitly$/,
  },
  {
    id: 'text-compared',
    exception: 'TypeError',
    message: eitherSide('lt|gt|le|ge', 'str', number),
    cause: 'operator',
  },
  {
    id: 'nothing-in-arithmetic',
    exception: 'TypeError',
    message: /^unsupported types? for [^:]+: (?:'NoneType'.*|'[^']*', 'NoneType')$/,
    cause: 'operator',
  },
  {
    id: 'function-not-called',
    exception: 'TypeError',
    message: new RegExp(`^unsupported types? for [^:]+: (?:'${callable}'.*|'[^']*', '${callable}')$`),
    cause: 'operator',
  },
  {
    id: 'text-in-arithmetic',
    exception: 'TypeError',
    message: /^unsupported types? for __i?(?:sub|mul|truediv|floordiv|mod|pow|neg)__: .*'str'/,
    cause: 'operator',
  },
  { id: 'not-a-key', exception: 'TypeError', message: /^unsupported type for __hash__: '(?<type>.*)'$/ },
  { id: 'types-do-not-fit', exception: 'TypeError', message: /^unsupported types? for/, cause: 'operator' },

  {
    id: 'module-called',
    exception: 'TypeError',
    message: /^'module' object (?:isn't|is not) callable$/,
    cause: 'calledName',
  },
  {
    id: 'builtin-overwritten',
    exception: 'TypeError',
    message: /^'.*' object (?:isn't|is not) callable$/,
    cause: 'builtinOverwritten',
  },
  {
    id: 'nothing-called',
    exception: 'TypeError',
    message: /^'NoneType' object (?:isn't|is not) callable$/,
  },
  {
    id: 'square-brackets',
    exception: 'TypeError',
    message: /^'(?<type>list|tuple|dict|str)' object (?:isn't|is not) callable$/,
    cause: 'calledName',
  },
  { id: 'not-callable', exception: 'TypeError', message: /^'(?<type>.*)' object (?:isn't|is not) callable$/ },

  { id: 'missing-self', exception: 'TypeError', message: /positional arguments? but/, cause: 'missingSelf' },
  {
    id: 'class-not-object',
    exception: 'TypeError',
    message: /positional arguments? but/,
    cause: 'classNotObject',
  },
  {
    id: 'too-few-arguments',
    exception: 'TypeError',
    message: /positional arguments? but/,
    cause: 'tooFewArguments',
  },
  {
    id: 'too-many-arguments',
    exception: 'TypeError',
    message: /positional arguments? but/,
    cause: 'tooManyArguments',
  },
  { id: 'missing-arguments', exception: 'TypeError', message: /^function (?:missing|expected at least)/ },
  {
    id: 'extra-arguments',
    exception: 'TypeError',
    message: /^(?:function expected at most|extra positional arguments)/,
  },
  {
    id: 'unknown-argument',
    exception: 'TypeError',
    message:
      /^(?:unexpected keyword argument(?: '(?<name>.*)')?|extra keyword arguments|function doesn't take keyword)/,
    cause: 'unknownArgument',
  },
  {
    id: 'argument-given-twice',
    exception: 'TypeError',
    message: /^function got multiple values for argument(?: '(?<name>.*)')?/,
  },

  {
    id: 'loop-over-number',
    exception: 'TypeError',
    message: /^'int' object (?:isn't|is not) iterable$/,
    cause: 'loopOverNumber',
  },
  {
    id: 'nothing-inside',
    exception: 'TypeError',
    message: /^(?:'NoneType' object (?:isn't|is not|doesn't)|object of type 'NoneType' has)/,
  },
  {
    id: 'function-in-square-brackets',
    exception: 'TypeError',
    message: new RegExp(`^'${callable}' object (?:isn't|is not) subscriptable$`),
  },
  { id: 'not-iterable', exception: 'TypeError', message: /^'(?<type>.*)' object (?:isn't|is not) iterable$/ },
  {
    id: 'not-subscriptable',
    exception: 'TypeError',
    message: /^'(?<type>.*)' object (?:isn't|is not) subscriptable$/,
  },
  {
    id: 'tuple-cannot-change',
    exception: 'TypeError',
    message: /^'tuple' object doesn't support item (?:assignment|deletion)$/,
  },
  {
    id: 'item-cannot-change',
    exception: 'TypeError',
    message: /^'(?<type>.*)' object doesn't support item (?:assignment|deletion)$/,
  },
  { id: 'index-not-whole', exception: 'TypeError', message: /indices must be integers, not (?<type>.*)$/ },
  { id: 'nothing-as-number', exception: 'TypeError', message: /^can't convert NoneType to/ },
  { id: 'text-as-number', exception: 'TypeError', message: /^can't convert str to (?:int|float)$/ },
  { id: 'point-in-whole-number', exception: 'TypeError', message: /^can't convert float to int$/ },
  { id: 'cannot-convert', exception: 'TypeError', message: /^can't convert '?(?<type>\w+)'?(?: object)? to/ },
  { id: 'no-length', exception: 'TypeError', message: /^object of type '(?<type>.*)' has no len\(\)$/ },
  { id: 'join-needs-texts', exception: 'TypeError', message: /^join expects/ },
  { id: 'raise-needs-exception', exception: 'TypeError', message: /^exceptions must derive/ },
  { id: 'format-arguments', exception: 'TypeError', message: /^(?:format string|not all arguments)/ },
  { id: 'one-character', exception: 'TypeError', message: /^ord\(\) expected/ },
  { id: 'only-text-is-written', exception: 'TypeError', message: /^object with buffer protocol required$/ },
  { id: 'needs-coroutine', exception: 'TypeError', message: /^coroutine expected$/ },
] as const satisfies readonly CatalogueEntry[];
