/**
 * The arrows between the rooms, and no cycles: who may import whom. CONTRIBUTING.md explains them.
 * @type {import('dependency-cruiser').IConfiguration}
 */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one idea, or one too many.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unknown-modules',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: String.raw`^(svelte|virtual:)` },
    },
    {
      name: 'runtime-imports-nothing-of-ours',
      comment: 'But data that everybody shares, such as where the pins of a board are.',
      severity: 'error',
      from: { path: '^runtime/' },
      to: { path: '^(electron|renderer|resources|build|tests)/', pathNot: '^resources/.+[.]json$' },
    },
    {
      name: 'runtime-is-plain',
      comment: 'The file system and the clock are handed in.',
      severity: 'error',
      from: { path: '^runtime/' },
      to: {
        dependencyTypes: ['core'],
        dependencyTypesNot: ['type-only', 'type-import'],
        pathNot: '^(node:)?(worker_threads|events|crypto)$',
      },
    },
    {
      name: 'threads-only-around-what-they-run',
      comment: 'The interpreter, and the thread that runs the emulator; the emulator itself knows of none.',
      severity: 'error',
      from: { path: '^runtime/', pathNot: '^runtime/(interpreter|emulator/thread)/' },
      to: { path: '^(node:)?(worker_threads|events)$' },
    },
    {
      name: 'electron-imports-runtime-and-resources',
      severity: 'error',
      from: { path: '^electron/' },
      to: { path: '^(renderer|build|tests)/' },
    },
    {
      name: 'electron-itself-only-at-its-door',
      severity: 'error',
      from: { path: '^(electron|runtime|renderer)/', pathNot: '^electron/(main\\.ts|preload\\.ts|desktop/)' },
      to: { path: '(^|/)node_modules/electron/' },
    },
    {
      name: 'nobody-imports-a-door',
      severity: 'error',
      from: { pathNot: '^tests/' },
      to: { path: '^electron/(main|preload|server|cli)\\.ts$' },
    },
    {
      name: 'the-window-knows-only-the-contract',
      comment: 'It takes types from electron/api.ts and everything else by message.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^(electron|runtime|build|tests)/', pathNot: '^electron/api\\.ts$' },
    },
    {
      name: 'the-window-takes-only-types-from-the-contract',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^electron/api\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the-window-has-no-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'resources-import-nothing-of-ours',
      severity: 'error',
      from: { path: '^resources/' },
      to: { path: '^(electron|renderer|runtime|build|tests)/' },
    },
    {
      name: 'nobody-imports-tests',
      severity: 'error',
      from: { pathNot: '^tests/' },
      to: { path: '^tests/' },
    },
    {
      name: 'what-ships-depends-on-what-is-installed',
      comment: 'The host runs unbundled: its packages belong under "dependencies".',
      severity: 'error',
      from: { path: '^(electron|runtime)/', pathNot: '^electron/(main\\.ts|preload\\.ts|desktop/)' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.svelte', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'svelte', 'types', 'default'],
    },
  },
};
