// Downloads Electron into the cache of its own installer, telling the parent process how far it is.
import { downloadArtifact } from '@electron/get';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

try {
  await downloadArtifact({
    version: require('electron/package.json').version,
    artifactName: 'electron',
    checksums: require('electron/checksums.json'),
    platform: process.platform,
    arch: process.arch,
    downloadOptions: {
      quiet: true,
      getProgressCallback: async (/** @type {{ percent: number }} */ { percent }) => {
        process.send?.({ percent: Math.round(percent * 100) });
      },
    },
  });
} catch (error) {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  process.send?.({ failure: cause instanceof Error ? cause.message : String(cause) });
  process.exitCode = 1;
}
process.disconnect?.();
