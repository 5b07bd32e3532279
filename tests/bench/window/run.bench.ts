import { median, runUntilShown, withWindow, writeProgram } from '../../support/measured-window.ts';

const repetitions = 7;

/** From Run pressed to the first output of the program in the shell. */
export default function measureRun() {
  return withWindow(async (page) => {
    const times: number[] = [];
    for (let repetition = 0; repetition < repetitions; repetition += 1) {
      await writeProgram(page, `print('first', ${repetition})`);
      times.push(await runUntilShown(page, `first ${repetition}`));
      await page.getByRole('button', { name: /^Run/ }).and(page.locator(':enabled')).waitFor();
    }
    return [{ name: 'Run pressed to first output, median', value: median(times), unit: 'ms' }];
  });
}
