import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createHost, type Host, type HostOptions } from '../../electron/host.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A host in this process with folders of its own, closed when the running test has ended. */
export async function createTestHost(options: Partial<HostOptions> = {}): Promise<Host> {
  const folder = await temporaryFolder();
  const host = await createHost({
    dataFolder: join(folder, 'data'),
    documentsFolder: join(folder, 'documents'),
    door: 'test',
    ...options,
  });
  onTestFinished(() => host.close());
  return host;
}
