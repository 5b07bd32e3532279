/** What is packed, besides the packages under "dependencies"; what only developers read stays out. */
const files = [
  'package.json',
  'LICENSE',
  'out/host/**',
  'out/window/**',
  '!**/*.map',
  // Ran when the host was built.
  '!out/host/make-board-image.js',
  '!**/node_modules/**/*.{ts,mts,cts,md,markdown,flow}',
  '!**/node_modules/**/{test,tests,docs,example,examples,.github}/**',
  // Sources of what is there as a prebuilt binary.
  '!**/node_modules/@serialport/bindings-cpp/{src,build}/**',
  // Those of other systems.
  '!**/node_modules/@serialport/bindings-cpp/prebuilds/!(${platform}-*)/**',
  '!**/node_modules/node-addon-api/**',
  // The host was built with a changed one of its own.
  '!**/node_modules/@micropython/micropython-webassembly-pyscript/*.wasm',
];

/**
 * How Nibble is packed for people (`npm run dist`). Nothing here updates itself or calls home.
 * @type {import('electron-builder').Configuration}
 */
export default {
  appId: 'app.nibble.desktop',
  productName: 'Nibble',
  copyright: 'The makers of Nibble, MIT licence',
  // Debian packages must name both. Nibble has no home on the web yet: .invalid is nobody's.
  extraMetadata: {
    homepage: 'https://nibble.invalid/',
    author: { name: 'The makers of Nibble', email: 'makers@nibble.invalid' },
  },
  directories: { output: 'dist', buildResources: 'resources/icons' },
  files,
  // Of what is bundled into the window as code, the window's build collects the licences.
  extraResources: [{ from: 'node_modules/@fontsource-variable', to: 'licences', filter: ['*/LICENSE'] }],
  asar: true,
  // The system loads them from the disk, not from an archive.
  asarUnpack: ['**/node_modules/@serialport/bindings-cpp/prebuilds/**'],
  // serialport brings its binaries; nothing is compiled.
  npmRebuild: false,
  publish: null,
  // Electron from a folder, for machines that cannot fetch it; Electron's own name for this variable.
  ...(process.env.ELECTRON_OVERRIDE_DIST_PATH && { electronDist: process.env.ELECTRON_OVERRIDE_DIST_PATH }),
  artifactName: 'Nibble-${version}-${os}-${arch}.${ext}',

  // The packaged Electron runs this program and nothing else: no Node in disguise, no debugger, no other archive.
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    enableCookieEncryption: true,
    grantFileProtocolExtraPrivileges: false,
  },

  fileAssociations: [
    {
      ext: 'py',
      name: 'Python program',
      description: 'Python program',
      mimeType: 'text/x-python',
      role: 'Editor',
    },
  ],

  win: {
    icon: 'resources/icons/icon.ico',
    target: [
      { target: 'nsis', arch: ['x64'] },
      { target: 'zip', arch: ['x64'] },
    ],
  },
  // `/S` installs without questions, `/allusers` for everybody on the computer.
  nsis: {
    artifactName: 'Nibble-${version}-setup.${ext}',
    oneClick: false,
    perMachine: false,
    allowElevation: true,
    allowToChangeInstallationDirectory: true,
    deleteAppDataOnUninstall: false,
    differentialPackage: false,
  },

  mac: {
    icon: 'resources/icons/icon.icns',
    category: 'public.app-category.education',
    target: [{ target: 'dmg', arch: ['x64', 'arm64'] }],
  },

  linux: {
    icon: 'resources/icons',
    executableName: 'nibble',
    category: 'Development',
    synopsis: 'Program the Raspberry Pi Pico',
    target: [
      { target: 'AppImage', arch: ['x64', 'arm64'] },
      { target: 'deb', arch: ['x64', 'arm64'] },
    ],
  },
};
