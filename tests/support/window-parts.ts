import { expect, type Locator, type Page } from '@playwright/test';

/** The editor's text field, whichever file is in front. */
export function editorOf(page: Page): Locator {
  return page.getByRole('textbox', { name: /^Editor: / });
}

/** What is in the editor, as text. Only for files that fit into the window. */
export async function editorText(page: Page): Promise<string> {
  const lines = await editorOf(page)
    .locator('.cm-line')
    .evaluateAll((elements) =>
      elements.map((element) => {
        const line = element.cloneNode(true) as HTMLElement;
        // Words about a line stand in it, but are not the program's.
        for (const words of line.querySelectorAll('[contenteditable=false]')) words.remove();
        return line.textContent;
      }),
    );
  return lines.join('\n');
}

/** Replaces the whole text of the file in front, as pasting over it does. */
export async function writeInEditor(page: Page, text: string): Promise<void> {
  await editorOf(page).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

/** The tabs of all files that are open. */
export function openTabs(page: Page): Locator {
  return page.getByRole('tablist', { name: 'Open files' }).getByRole('tab');
}

/** The tab of a file. */
export function tabOf(page: Page, name: string): Locator {
  return page.getByRole('tab', { name });
}

/** Saves the file in front under a name, in the folder that the picker begins with. */
export async function saveAs(page: Page, name: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Shift+s');
  const picker = page.getByRole('dialog', { name: 'Save as' });
  await picker.getByLabel('Name').fill(name);
  await picker.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(picker).toBeHidden();
}

/** A line of the Files panel. */
export function fileRow(page: Page, name: string): Locator {
  return page.getByRole('tree').getByRole('treeitem', { name, exact: true });
}

/** The quiet messages below the editor. */
export function noticesOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Notices' });
}
