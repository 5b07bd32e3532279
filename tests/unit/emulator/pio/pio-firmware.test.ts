import { describe, expect, test } from 'vitest';
import { EmulatedChip, noFirmware } from '../../../support/emulated-chip.ts';
import { connectWire } from '../../../support/outside-wire.ts';

describe.skipIf(noFirmware)('programs for PIO on MicroPython (needs NIBBLE_FIRMWARE_DIR)', () => {
  test('a square wave has its frequency to the cycle', async () => {
    const pico = await EmulatedChip.atPrompt();
    const printed = pico.run(`
import rp2, time
from machine import Pin, time_pulse_us
@rp2.asm_pio(set_init=rp2.PIO.OUT_LOW)
def square():
    wrap_target()
    set(pins, 1)[4]
    set(pins, 0)[4]
    wrap()
sm = rp2.StateMachine(0, square, freq=10_000, set_base=Pin(2))
sm.active(1)
print([time_pulse_us(Pin(2), 1) for i in range(3)])
rises = 0
def count(pin):
    global rises
    rises += 1
Pin(2).irq(count, Pin.IRQ_RISING)
time.sleep_ms(20)
sm.active(0)
print(rises)
`);
    expect(printed).toMatch(/^\[(499|500|501), (499|500|501), (499|500|501)\]\n(19|20|21)\n$/);
  });

  test('words go through a machine and come back, with its interrupt', async () => {
    const pico = await EmulatedChip.atPrompt();
    const printed = pico.run(`
import rp2
@rp2.asm_pio(in_shiftdir=rp2.PIO.SHIFT_LEFT)
def invert():
    pull()
    mov(isr, invert(osr))
    push()
    irq(rel(0))
sm = rp2.StateMachine(5, invert)
hits = []
sm.irq(lambda m: hits.append(m is sm), hard=False)
sm.active(1)
for value in (0, 1, 0x12345678):
    sm.put(value)
    print(hex(sm.get()))
print(hits, sm.tx_fifo(), sm.rx_fifo())
`);
    expect(printed).toBe('0xffffffff\n0xfffffffe\n0xedcba987\n[True, True, True] 0 0\n');
  });

  test('neopixel, UART over PIO and DMA into PIO work', async () => {
    const pico = await EmulatedChip.atPrompt();
    const printed = pico.run(
      `
import rp2, time, neopixel
from machine import Pin
np = neopixel.NeoPixel(Pin(4), 8)
np[0] = (1, 2, 3)
np.write()

@rp2.asm_pio(sideset_init=rp2.PIO.OUT_HIGH, out_init=rp2.PIO.OUT_HIGH, out_shiftdir=rp2.PIO.SHIFT_RIGHT)
def uart_tx():
    pull()
    set(x, 7)  .side(0)       [7]
    label("bitloop")
    out(pins, 1)              [6]
    jmp(x_dec, "bitloop")
    nop()      .side(1)       [6]

@rp2.asm_pio(in_shiftdir=rp2.PIO.SHIFT_RIGHT)
def uart_rx():
    label("start")
    wait(0, pin, 0)
    set(x, 7)                 [10]
    label("bitloop")
    in_(pins, 1)
    jmp(x_dec, "bitloop")     [6]
    jmp(pin, "good_stop")
    wait(1, pin, 0)
    jmp("start")
    label("good_stop")
    push(block)

tx = rp2.StateMachine(0, uart_tx, freq=8 * 115200, sideset_base=Pin(8), out_base=Pin(8))
rx = rp2.StateMachine(4, uart_rx, freq=8 * 115200, in_base=Pin(8), jmp_pin=Pin(8))
rx.active(1)
tx.active(1)
text = b''
for letter in b'Nibble':
    tx.put(letter)
    text += bytes([rx.get() >> 24])
print(text)

source = bytearray(b'D\\0\\0\\0M\\0\\0\\0A\\0\\0\\0')
target = bytearray(12)
down, up = rp2.DMA(), rp2.DMA()
up.config(read=rx, write=target, count=3, ctrl=up.pack_ctrl(size=2, inc_read=False, treq_sel=12), trigger=True)
down.config(read=source, write=tx, count=3, ctrl=down.pack_ctrl(size=2, inc_write=False, treq_sel=0), trigger=True)
start = time.ticks_us()
while up.active():
    pass
print(bytes(target), time.ticks_diff(time.ticks_us(), start) // 20)
`,
    );
    expect(printed).toMatch(/^b'Nibble'\nb'\\x00\\x00\\x00D\\x00\\x00\\x00M\\x00\\x00\\x00A' 1[234]\n$/);
  });

  test('the bits of WS2812 lights are as long as they should be', async () => {
    const pico = await EmulatedChip.atPrompt();
    const { clock, pins } = pico.chip;
    const edges: number[] = [];
    pins
      .onInputChange(() => {
        edges.push(clock.nanoseconds);
      })
      .watch(1 << 6);
    pico.run(`
import rp2
from machine import Pin
@rp2.asm_pio(sideset_init=rp2.PIO.OUT_LOW, out_shiftdir=rp2.PIO.SHIFT_LEFT, autopull=True, pull_thresh=24)
def ws2812():
    wrap_target()
    label("bitloop")
    out(x, 1)               .side(0)    [2]
    jmp(not_x, "do_zero")   .side(1)    [1]
    jmp("bitloop")          .side(1)    [4]
    label("do_zero")
    nop()                   .side(0)    [4]
    wrap()
sm = rp2.StateMachine(0, ws2812, freq=8_000_000, sideset_base=Pin(6))
sm.active(1)
sm.put(0xa5_0f_81, 8)
`);
    const microsecond = 1000;
    const bits = edges.filter((_, index) => index % 2 === 0).map((up, bit) => (edges[bit * 2 + 1] ?? 0) - up);
    const lengths = [...(0xa50f81).toString(2)].map((bit) => (bit === '1' ? 0.875 : 0.25) * microsecond);
    // A first rising edge may be that of a pin that is set up.
    const cycle = 8;
    bits.slice(-24).forEach((bit, index) => {
      expect(Math.abs(bit - (lengths[index] ?? 0))).toBeLessThanOrEqual(cycle);
    });
    const rises = edges.filter((_, index) => index % 2 === 0).slice(-24);
    expect(Math.abs((rises[23] ?? 0) - (rises[0] ?? 0) - 23 * 1.25 * microsecond)).toBeLessThanOrEqual(cycle);
  });

  test("the chip's own UART understands one that is made of PIO, and a snapshot in the middle of it", async () => {
    const pico = await EmulatedChip.atPrompt();
    connectWire({ pins: pico.chip.pins, gpio: 8 }, { pins: pico.chip.pins, gpio: 5 });
    pico.run(`
import rp2
from machine import Pin, UART
@rp2.asm_pio(sideset_init=rp2.PIO.OUT_HIGH, out_init=rp2.PIO.OUT_HIGH, out_shiftdir=rp2.PIO.SHIFT_RIGHT)
def uart_tx():
    pull()
    set(x, 7)  .side(0)       [7]
    label("bitloop")
    out(pins, 1)              [6]
    jmp(x_dec, "bitloop")
    nop()      .side(1)       [6]
sm = rp2.StateMachine(3, uart_tx, freq=8 * 9600, sideset_base=Pin(8), out_base=Pin(8))
sm.active(1)
uart = UART(1, 9600, rx=Pin(5), tx=Pin(4))
for letter in b'PIO!':
    sm.put(letter)
`);
    const [chip, host] = [pico.chip.save(), pico.host.save()];
    const listen = () =>
      pico.run(`
import time
time.sleep_ms(10)
print(uart.read(), sm.tx_fifo())
`);
    expect(listen()).toBe("b'PIO!' 0\n");
    pico.chip.restore(chip);
    pico.host.restore(host);
    expect(listen()).toBe("b'PIO!' 0\n");
  });
});
