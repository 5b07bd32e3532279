/** What no page in an Electron window may do, whatever it contains. */

import type { App, Session, Shell, WebContents } from 'electron';
import { isWindowAddress } from './window-address.ts';

/**
 * The one permission a window gets: to put text on the clipboard when a person presses Copy. Reading
 * the clipboard needs none, because pasting is the person's own act.
 */
const granted = 'clipboard-sanitized-write';

/** Denies navigation, new windows and embedded pages to every page there will be. */
export function guardPages(app: App, shell: Pick<Shell, 'openExternal'>): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      void openExternal(shell, url);
      return { action: 'deny' };
    });
  });
}

/** Denies every permission and device but the clipboard's. */
export function guardPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) =>
    answer(permission === granted && isWindowAddress(contents.getURL())),
  );
  session.setPermissionCheckHandler(
    (contents, permission) => permission === granted && isWindowAddress(contents?.getURL() ?? ''),
  );
  session.setDevicePermissionHandler(() => false);
}

/** Shows a page in the person's own browser: https only, so that no other program is started. */
export async function openExternal(shell: Pick<Shell, 'openExternal'>, url: string): Promise<void> {
  if (URL.canParse(url) && new URL(url).protocol === 'https:') await shell.openExternal(url);
}
