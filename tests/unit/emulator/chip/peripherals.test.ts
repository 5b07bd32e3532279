import { beforeAll, describe, expect, test } from 'vitest';

import { I2cBus } from '../../../../runtime/emulator/peripherals/i2c/i2c-bus.ts';
import { connectSpiDevice } from '../../../../runtime/emulator/peripherals/spi/spi-device.ts';
import { EmulatedChip, noFirmware } from '../../../support/emulated-chip.ts';
import { I2cByHand } from '../../../support/i2c-by-hand.ts';
import { I2cMemory } from '../../../support/i2c-memory.ts';
import { connectWire } from '../../../support/outside-wire.ts';

const millisecond = 1e6;

/** Numbers that a program printed. */
function numbers(printed: string): number[] {
  return (printed.match(/-?\d+/g) ?? []).map(Number);
}

describe.skipIf(noFirmware).each(['pico', 'old'] as const)(
  'peripherals under real firmware (%s)',
  (firmware) => {
    let chip: EmulatedChip;
    const memory = new I2cMemory(0x42);

    beforeAll(async () => {
      chip = await EmulatedChip.atPrompt(firmware);
      const { pins } = chip.chip;
      new I2cBus(pins, { clock: 5, data: 4 }).attach(memory);
      connectWire({ pins, gpio: 12 }, { pins, gpio: 9 });
      connectWire({ pins, gpio: 8 }, { pins, gpio: 13 });
      connectWire({ pins, gpio: 19 }, { pins, gpio: 16 });
    });

    test('time goes by as the clock says', () => {
      const before = chip.milliseconds;
      const printed = chip.run(`import time
a = time.ticks_us()
time.sleep_us(123456)
print(time.ticks_diff(time.ticks_us(), a))
a = time.ticks_ms()
time.sleep(2)
print(time.ticks_diff(time.ticks_ms(), a))`);
      const [microseconds = 0, milliseconds = 0] = numbers(printed);
      expect(microseconds).toBeGreaterThanOrEqual(123_456);
      expect(microseconds).toBeLessThan(123_600);
      expect(milliseconds).toBeGreaterThanOrEqual(1999);
      expect(milliseconds).toBeLessThanOrEqual(2001);
      expect(chip.milliseconds - before).toBeGreaterThan(2123);
    });

    test('Timer calls back as often as it should', () => {
      const printed = chip.run(`from machine import Timer
import time
count = 0
def called(timer):
    global count
    count += 1
timer = Timer(period=10, mode=Timer.PERIODIC, callback=called)
time.sleep_ms(505)
timer.deinit()
print(count)
timer = Timer(period=20, mode=Timer.ONE_SHOT, callback=called)
time.sleep_ms(100)
print(count)`);
      expect(numbers(printed)).toEqual([50, 51]);
    });

    test('RTC counts over the end of February', () => {
      const printed = chip.run(`from machine import RTC
import time
RTC().datetime((2024, 2, 28, 2, 23, 59, 58, 0))
time.sleep(3)
print(RTC().datetime()[:3], time.localtime()[:5])`);
      expect(printed).toBe('(2024, 2, 29) (2024, 2, 29, 0, 0)\n');
    });

    test('two UARTs talk over a wire, and unique_id answers meanwhile', () => {
      const text = 'This is longer than the 32 bytes of a FIFO, both ways, so that interrupts have to help.';
      const printed = chip.run(`from machine import UART, Pin
import machine, time
first = UART(0, 115200, tx=Pin(12), rx=Pin(13))
second = UART(1, 115200, tx=Pin(8), rx=Pin(9))
time.sleep_ms(1)
first.read() # a line that nobody drove yet looks like a break
first.write(b'${text}')
second.write(b'back')
print(machine.unique_id())
time.sleep_ms(20)
print(second.read(), first.read())
first.init(9600, bits=7, parity=1, stop=2)
second.init(9600, bits=7, parity=1, stop=2)
first.write(b'seven')
time.sleep_ms(20)
print(second.read())`);
      expect(printed).toBe(`b'\\xe6ad\\x08C!\\x87.'\nb'${text}' b'back'\nb'seven'\n`);
    });

    test('SPI hears itself, also when the DMA carries the words', () => {
      const printed = chip.run(`from machine import SPI, Pin
for phase in (0, 1):
    spi = SPI(0, baudrate=1000000, polarity=phase, phase=phase, sck=Pin(18), mosi=Pin(19), miso=Pin(16))
    short = bytearray(10)
    spi.write_readinto(b'0123456789', short)
    long = bytearray(100)
    spi.write_readinto(bytes(range(100)), long)
    print(short, long == bytes(range(100)))`);
      expect(printed).toBe("bytearray(b'0123456789') True\n".repeat(2));
    });

    test('I2C finds a device and talks to it, by the controller and by hand', () => {
      const printed = chip.run(`from machine import I2C, SoftI2C, Pin
i2c = I2C(0, scl=Pin(5), sda=Pin(4), freq=400000)
print(i2c.scan())
i2c.writeto_mem(0x42, 16, b'abc')
print(i2c.readfrom_mem(0x42, 16, 4))
for attempt in (lambda: i2c.writeto(0x43, b'x'), lambda: i2c.readfrom(0x43, 1)):
    try:
        attempt()
    except OSError as error:
        print(error)
print(SoftI2C(scl=Pin(5), sda=Pin(4)).readfrom_mem(0x42, 17, 2))
print(I2C(1, scl=Pin(3), sda=Pin(2)).scan())`);
      expect(printed).toBe("[66]\nb'abc\\x00'\n[Errno 5] EIO\n[Errno 5] EIO\nb'bc'\n[]\n");
      expect([...memory.bytes.subarray(16, 20)]).toEqual([97, 98, 99, 0]);
    });

    test('machine.freq changes how fast programs run, and not how fast time goes by', () => {
      const printed = chip.run(`import machine, time
for frequency in (48000000, 250000000, 125000000):
    machine.freq(frequency)
    a = time.ticks_us()
    for i in range(1000): pass
    b = time.ticks_us()
    time.sleep_ms(10)
    print(machine.freq(), time.ticks_diff(b, a), time.ticks_diff(time.ticks_us(), b) // 1000)`);
      const [, slow = 0, , , fast = 0, , , usual = 0] = numbers(printed);
      expect(slow / usual).toBeCloseTo(125 / 48, 0);
      expect(usual / fast).toBeCloseTo(2, 0);
      expect(printed.match(/ (9|10)$/gm)).toHaveLength(3);
    });

    test('lightsleep wakes on time, with USB connected', () => {
      const printed = chip.run(`import machine, time
time.sleep_ms(20)
for duration in (30, 500):
    a = time.ticks_us()
    machine.lightsleep(duration)
    print(time.ticks_diff(time.ticks_us(), a) // 1000)
    time.sleep_ms(20)
print(machine.freq())`);
      const [short = 0, long = 0, frequency] = numbers(printed);
      expect(short).toBeGreaterThanOrEqual(30);
      expect(short).toBeLessThan(32);
      expect(long).toBeGreaterThanOrEqual(500);
      expect(long).toBeLessThan(502);
      expect(frequency).toBe(125_000_000);
    });

    test('nothing of this is reported as missing', () => {
      const known = ['PIO0', 'PIO1'];
      expect([...chip.notEmulated].filter((feature) => !known.includes(feature))).toEqual([]);
    });
  },
);

describe.skipIf(noFirmware)('resets and sleep under real firmware', () => {
  /** Waits until the board has left USB and come back to its prompt. */
  function restarted(chip: EmulatedChip): void {
    const port = chip.host.serialPort;
    chip.until(() => !port.present);
    chip.until(() => port.present);
    chip.output = '';
    chip.type('\r');
    chip.until('>>> ');
  }

  const cause = 'import machine\nprint(machine.reset_cause() == machine.WDT_RESET)';

  test('machine.reset and the watchdog restart the chip, and reset_cause knows', async () => {
    const chip = await EmulatedChip.atPrompt();
    expect(chip.run(cause)).toBe('False\n');
    chip.type('\x02machine.reset()\r');
    restarted(chip);
    expect(chip.run(cause)).toBe('True\n');
    chip.run('dog = machine.WDT(timeout=400)');
    for (let time = 0; time < 1000; time += 300) {
      chip.chip.runFor(300 * millisecond);
      chip.run('dog.feed()');
    }
    restarted(chip);
    expect(chip.run(cause)).toBe('True\n');
    chip.chip.reset('run');
    restarted(chip);
    expect(chip.run(cause)).toBe('False\n');
  });

  test('a dormant chip does nothing until a pin wakes it', async () => {
    const chip = await EmulatedChip.atPrompt();
    const button = chip.chip.pins.connect();
    // DORMANT_WAKE_INTE0: the rising edge of GPIO 2.
    chip.run(`import machine
machine.Pin(2, machine.Pin.IN, machine.Pin.PULL_DOWN)
machine.mem32[0x40014160] = 0x800`);
    chip.type('\x02machine.lightsleep()\r');
    chip.until(() => chip.chip.clocks.system === 0);
    const { pc } = chip.chip.processors.cores[0];
    chip.chip.runFor(500 * millisecond);
    expect(chip.chip.processors.cores[0].pc).toBe(pc);
    button.drive(4, 4);
    chip.until('>>> ');
    expect(chip.run('print(machine.freq())')).toBe('125000000\n');
  });

  test('I2CTarget answers a controller outside', async () => {
    const chip = await EmulatedChip.atPrompt();
    chip.run(`import machine
memory = bytearray(b'Nibble')
target = machine.I2CTarget(0, 0x33, mem=memory, scl=machine.Pin(5), sda=machine.Pin(4))`);
    const controller = new I2cByHand((time) => chip.chip.runFor(time), chip.chip.pins, { clock: 5, data: 4 });
    controller.start();
    expect(controller.write(0x33 << 1)).toBe(true);
    expect(controller.write(1)).toBe(true);
    expect(controller.write(0x2d)).toBe(true);
    controller.stop();
    controller.start();
    controller.write(0x33 << 1);
    controller.write(0);
    controller.start();
    controller.write((0x33 << 1) | 1);
    const bytes = [0, 1, 2, 3, 4, 5].map((index) => controller.read(index < 5));
    controller.stop();
    expect(String.fromCharCode(...bytes)).toBe('N-bble');
    expect(chip.run('print(memory)')).toBe("bytearray(b'N-bble')\n");
  });

  test('an SPI device answers SPI and SoftSPI alike', async () => {
    const chip = await EmulatedChip.atPrompt();
    let last = 0;
    connectSpiDevice(
      chip.chip.pins,
      { clock: 18, input: 19, output: 16, chipSelect: 17 },
      {
        selected: () => (last = 0xff),
        next: () => ~last & 0xff,
        received: (byte) => (last = byte),
        released: () => {},
      },
    );
    const printed = chip.run(`from machine import SPI, SoftSPI, Pin
select = Pin(17, Pin.OUT, value=1)
for make in (lambda: SPI(0, 1000000, sck=Pin(18), mosi=Pin(19), miso=Pin(16)),
             lambda: SoftSPI(100000, sck=Pin(18), mosi=Pin(19), miso=Pin(16))):
    spi = make()
    answer = bytearray(3)
    select(0)
    spi.write_readinto(b'\\x0f\\xa0\\x55', answer)
    select(1)
    print(list(answer))`);
    expect(printed).toBe('[0, 240, 95]\n'.repeat(2));
  });

  test('a whole chip comes back from a snapshot in the middle of a transfer', async () => {
    const chip = await EmulatedChip.atPrompt();
    const { pins } = chip.chip;
    connectWire({ pins, gpio: 0 }, { pins, gpio: 1 });
    chip.run(`from machine import UART, Pin
import time
uart = UART(0, 9600, tx=Pin(0), rx=Pin(1))
uart.write(b'Hello again')`);
    const state = chip.chip.save();
    const after = () => chip.run('time.sleep_ms(20)\nprint(uart.read(), time.ticks_us())');
    const first = after();
    chip.chip.restore(state);
    expect(after()).toBe(first);
    expect(first).toContain("b'Hello again'");
  });
});
