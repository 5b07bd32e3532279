import { expectNoFindings } from '../support/axe.ts';
import { expect, test } from '../support/nibble.ts';
import {
  beginLine,
  outputLines,
  shellInput,
  shellOutput,
  typeLines,
  waitForPrompt,
} from '../support/shell-parts.ts';
import { drawnLed, drawnPin, pinRow, simulatorOf } from '../support/simulator-parts.ts';
import { editorOf, writeInEditor } from '../support/window-parts.ts';

test.beforeEach(async ({ page }) => {
  await waitForPrompt(page);
});

test('one click on Run, and the LED blinks; it glows as brightly as its duty', async ({ page }) => {
  await test.step('one click on Run, and the LED blinks', async () => {
    await expect(drawnLed(page)).toHaveAccessibleName('LED off');
    await page.getByRole('button', { name: /^Run/ }).click();
    await expect(drawnLed(page)).toHaveAccessibleName('LED on');
    await expect(drawnLed(page)).toHaveAccessibleName('LED off');
    await expect(drawnLed(page)).toHaveAccessibleName('LED on');
    await page.keyboard.press('ControlOrMeta+.');
    await expect(shellOutput(page)).toContainText('KeyboardInterrupt');
  });
  await test.step('the LED glows as brightly as its duty', async () => {
    const opacity = () =>
      drawnLed(page)
        .locator('.glow')
        .evaluate((glow) => Number(getComputedStyle(glow).opacity));
    await typeLines(page, 'from machine import Pin, PWM', 'led = PWM(Pin(25), freq=1000, duty_u16=6553)');
    await expect(drawnLed(page)).toHaveAccessibleName('LED 10 %');
    const dim = await opacity();
    await typeLines(page, 'led.duty_u16(32768)');
    await expect(drawnLed(page)).toHaveAccessibleName('LED 50 %');
    expect(dim).toBeGreaterThan(0.1);
    expect(await opacity()).toBeGreaterThan(dim + 0.2);
  });
});

test('every pin says its level, direction and duty, and hovering says its numbers', async ({ page }) => {
  await test.step('hovering a pin says both its numbers and its state', async () => {
    await drawnPin(page, 'GP15').hover();
    await expect(simulatorOf(page).locator('.tooltip')).toHaveText(/GP15 · pin 20 · Pin\(15\)\s*not used/);
    await drawnPin(page, 'VBUS').hover();
    await expect(simulatorOf(page).locator('.tooltip')).toContainText('5 V from the USB cable.');
  });
  await test.step('every pin says its level, direction and duty', async () => {
    await expect(simulatorOf(page).locator('[data-pin]')).toHaveCount(40);
    await expect(drawnPin(page, 'GP15')).toHaveAccessibleName('GP15, pin 20, not used');
    await typeLines(
      page,
      'from machine import Pin, PWM, ADC',
      'out = Pin(15, Pin.OUT, value=1)',
      'button = Pin(3, Pin.IN, Pin.PULL_UP)',
      'fan = PWM(Pin(2), freq=1000, duty_u16=32768)',
      'knob = ADC(26)',
    );
    await expect(drawnPin(page, 'GP15')).toHaveAccessibleName('GP15, pin 20, output, high');
    await expect(drawnPin(page, 'GP15')).toContainText('high');
    await expect(drawnPin(page, 'GP3')).toHaveAccessibleName('GP3, pin 5, input, high, pull-up');
    await expect(drawnPin(page, 'GP2')).toHaveAccessibleName('GP2, pin 4, PWM 50 % at 1 kHz');
    await expect(drawnPin(page, 'GP2')).toContainText('50 %');
    await expect(drawnPin(page, 'GP26')).toHaveAccessibleName(/^GP26, pin 31, analog input, \d\.\d\d V$/);
    await expect(pinRow(page, 'GP15')).toContainText('output, high');
    await typeLines(page, 'out.off()');
    await expect(drawnPin(page, 'GP15')).toHaveAccessibleName('GP15, pin 20, output, low');
    await expect(drawnPin(page, 'GP15')).toContainText('low');
  });
});

test('an input is pressed by a click, or set in the list; an analog pin and the chip have sliders', async ({
  page,
}) => {
  await typeLines(page, 'from machine import Pin, ADC', 'button = Pin(3, Pin.IN, Pin.PULL_UP)');
  await test.step('an input is pressed by a click, or set in the list', async () => {
    const read = async () => {
      await typeLines(page, 'button.value()');
      return (await outputLines(page)).at(-2);
    };
    expect(await read()).toBe('1');
    await drawnPin(page, 'GP3').click();
    await expect(drawnPin(page, 'GP3')).toHaveAccessibleName(
      'GP3, pin 5, input, low, pull-up, held low by you',
    );
    expect(await read()).toBe('0');
    await drawnPin(page, 'GP3').click();
    await expect(drawnPin(page, 'GP3')).toHaveAccessibleName('GP3, pin 5, input, high, pull-up');
    expect(await read()).toBe('1');

    await pinRow(page, 'GP3').getByRole('radio', { name: 'Low' }).click();
    expect(await read()).toBe('0');
    await pinRow(page, 'GP3').getByRole('radio', { name: 'High' }).click();
    expect(await read()).toBe('1');
    await pinRow(page, 'GP3').getByRole('radio', { name: 'Free' }).click();
    await expect(drawnPin(page, 'GP3')).toHaveAccessibleName('GP3, pin 5, input, high, pull-up');
  });
  await test.step('an analog pin has a slider with its voltage', async () => {
    await typeLines(page, 'knob = ADC(26)');
    const slider = simulatorOf(page).getByRole('slider', { name: 'Voltage at GP26' });
    await slider.fill('3.3');
    await expect(pinRow(page, 'GP26')).toContainText('analog input, 3.30 V');
    await typeLines(page, 'knob.read_u16() > 65000');
    await expect.poll(async () => (await outputLines(page)).at(-2)).toBe('True');
    await slider.focus();
    await page.keyboard.press('Home');
    await expect(drawnPin(page, 'GP26')).toHaveAccessibleName('GP26, pin 31, analog input, 0.00 V');
    await typeLines(page, 'knob.read_u16() < 500');
    await expect.poll(async () => (await outputLines(page)).at(-2)).toBe('True');
  });
  await test.step('the chip is as warm as its slider says', async () => {
    await typeLines(page, 'sensor = ADC(4)');
    await simulatorOf(page).getByRole('slider', { name: 'Chip temperature' }).fill('40');
    await expect(simulatorOf(page)).toContainText('40.0 °C');
    await typeLines(page, 'abs(27 - (sensor.read_u16() * 3.3 / 65535 - 0.706) / 0.001721 - 40) < 1');
    await expect.poll(async () => (await outputLines(page)).at(-2)).toBe('True');
  });
});

test('a Pico W is drawn as one, its LED on the radio chip', async ({ page }) => {
  await expect(simulatorOf(page)).toContainText('Raspberry Pi Pico, simulated');
  await expect(simulatorOf(page)).toContainText('LED · Pin("LED") · GP25');
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('tab', { name: 'Running' }).click();
  await page.getByRole('radio', { name: 'Pico W' }).click();
  await page.keyboard.press('Escape');
  await expect(simulatorOf(page)).toContainText('Raspberry Pi Pico W, simulated');
  await expect(simulatorOf(page)).toContainText('LED · Pin("LED") · on the radio chip');
  await page.getByRole('button', { name: /^Run/ }).click();
  await expect(drawnLed(page)).toHaveAccessibleName('LED on');
});

test('BOOTSEL is pressed for as long as pointer or key hold it', async ({ page }) => {
  const button = simulatorOf(page).getByRole('button', { name: 'BOOTSEL button' });
  await typeLines(page, 'import rp2');
  const read = async () => {
    await typeLines(page, 'rp2.bootsel_button()');
    return (await outputLines(page)).at(-2);
  };
  expect(await read()).toBe('0');

  await button.hover();
  await page.mouse.down();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  expect(await read()).toBe('1');
  await page.mouse.up();
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  expect(await read()).toBe('0');

  await button.focus();
  await page.keyboard.down('Space');
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.up('Space');
  await expect(button).toHaveAttribute('aria-pressed', 'false');
});

test('the line with the cursor lights its pins; arrow keys reach every pin, and Enter presses it', async ({
  page,
}) => {
  await test.step('the line with the cursor lights its pins', async () => {
    const editor = page.getByRole('textbox', { name: /^Editor/ });
    await editor.focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.insertText('from machine import Pin\nlamp = Pin(15)\nled = Pin("LED")');
    await expect(drawnLed(page)).toHaveClass(/highlighted/);
    await page.keyboard.press('ArrowUp');
    await expect(drawnPin(page, 'GP15')).toHaveClass(/highlighted/);
    await expect(drawnLed(page)).not.toHaveClass(/highlighted/);
    await page.keyboard.press('ArrowUp');
    await expect(drawnPin(page, 'GP15')).not.toHaveClass(/highlighted/);
  });
  await test.step('arrow keys reach every pin, and Enter presses it', async () => {
    await drawnPin(page, 'GP0').focus();
    for (const [key, name] of [
      ['ArrowDown', 'GP1'],
      ['ArrowRight', 'VSYS'],
      ['ArrowUp', 'VBUS'],
      ['End', 'VBUS'],
      ['Home', 'GP0'],
    ] as const) {
      await page.keyboard.press(key);
      await expect(drawnPin(page, name)).toBeFocused();
    }
    await page.keyboard.press('Enter');
    await expect(pinRow(page, 'GP0')).toContainText('GP0 · pin 1 · Pin(0)');
    await pinRow(page, 'GP0').getByRole('radio', { name: 'High' }).click();
    await expect(drawnPin(page, 'GP0')).toHaveAccessibleName('GP0, pin 1, not used, held high by you');
  });
});

test('a program that toggles as fast as it can is followed, and the window goes on answering', async ({
  page,
}) => {
  await typeLines(page, 'from machine import Pin', 'pin = Pin(15, Pin.OUT)');
  await beginLine(page, 'while True: pin.toggle()');
  await page.keyboard.press('Enter');
  for (const level of ['high', 'low', 'high'] as const) {
    await expect(drawnPin(page, 'GP15')).toHaveAccessibleName(`GP15, pin 20, output, ${level}`);
  }
  await writeInEditor(page, 'typed = "meanwhile"');
  await expect(editorOf(page)).toHaveText('typed = "meanwhile"');
  await shellInput(page).focus();
  await page.keyboard.press('Control+c');
  await expect(shellOutput(page)).toContainText('KeyboardInterrupt');
});

test('axe finds nothing in a shell with an error and a board in use', async ({ page }) => {
  await typeLines(
    page,
    'from machine import Pin, PWM, ADC',
    'pins = Pin(15, Pin.OUT, value=1), Pin(3, Pin.IN, Pin.PULL_UP), PWM(Pin(2), freq=50, duty_u16=9999), ADC(27)',
    '1 / 0',
  );
  await expect(drawnPin(page, 'GP2')).toContainText('15 %');
  await page.keyboard.press('ControlOrMeta+f');
  await drawnPin(page, 'GP3').click();
  await expectNoFindings(page, 'main');
});
