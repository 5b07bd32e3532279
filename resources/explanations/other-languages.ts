/** Words of other languages at the beginning of a statement, and Python's for the same. */
export const foreignWords: Readonly<Record<string, string>> = {
  function: 'def',
  func: 'def',
  fn: 'def',
  sub: 'def',
  define: 'def',
  elseif: 'elif',
  elsif: 'elif',
  elsiff: 'elif',
  switch: 'if',
  foreach: 'for',
  loop: 'while True',
  repeat: 'for',
  until: 'while not',
  unless: 'if not',
  catch: 'except',
  throw: 'raise',
  include: 'import',
  using: 'import',
  require: 'import',
};

/** Words of other languages that Python simply does without. */
export const needlessWords: ReadonlySet<string> = new Set(
  'var let const int float string String bool boolean char double void auto then do'.split(' '),
);

/** Signs of other languages and Python's for the same; longer ones first. */
export const foreignSigns: readonly (readonly [sign: string, python: string])[] = [
  ['===', '=='],
  ['!==', '!='],
  ['&&', 'and'],
  ['||', 'or'],
  ['++', '+= 1'],
  ['--', '-= 1'],
  ['//', '#'],
  ['/*', '#'],
  ['<>', '!='],
  ['=<', '<='],
  ['=>', '>='],
  ['!', 'not'],
];
