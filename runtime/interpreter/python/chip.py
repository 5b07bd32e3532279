# machine: the chip as a whole: resets, clocks, sleep, interrupts.

import binascii
import sys
import time
import _events
import _nibble
from _arguments import check_count, integer
from _pins import find
import _needs_exact

# The name that programs written for older versions use.
_aliases = ("umachine",)
_exports = (
    "PWRON_RESET",
    "WDT_RESET",
    "soft_reset",
    "reset",
    "reset_cause",
    "unique_id",
    "freq",
    "idle",
    "lightsleep",
    "deepsleep",
    "disable_irq",
    "enable_irq",
    "time_pulse_us",
    "bootloader",
    "bitstream",
    "dht_readinto",
    "I2C",
    "SoftI2C",
    "I2CTarget",
    "SPI",
    "SoftSPI",
    "I2S",
    "UART",
    "WDT",
    "USBDevice",
    "mem8",
    "mem16",
    "mem32",
)

PWRON_RESET = 1
WDT_RESET = 3

_USB_CLOCK = 48000000
_LONGEST_SLEEP = 0xFFFFFFFF // 1000

soft_reset = sys.exit


def reset():
    _nibble.chip_reset()


def reset_cause():
    return _nibble.chip_reset_cause()


def unique_id():
    return binascii.unhexlify(_nibble.chip_unique_id())


def freq(*hertz):
    check_count(len(hertz), 0, 2)
    if not hertz:
        return _nibble.chip_clock()
    wanted = integer(hertz[0])
    if not _nibble.chip_set_clock(wanted):
        raise ValueError("cannot change frequency")
    if len(hertz) == 2:
        peripheral = integer(hertz[1])
        if peripheral not in (_USB_CLOCK, wanted):
            raise ValueError("peripheral freq must be 48_000_000 or the same as the MCU freq")


def idle():
    time.sleep_ms(1)


def lightsleep(*milliseconds):
    check_count(len(milliseconds), 0, 1)
    if not milliseconds:
        _needs_exact.complain("machine.lightsleep() without a time")
    wanted = integer(milliseconds[0])
    if wanted > _LONGEST_SLEEP:
        raise ValueError("sleep too long")
    time.sleep_ms(wanted)


def deepsleep(*milliseconds):
    check_count(len(milliseconds), 0, 1)
    if not milliseconds:
        _needs_exact.complain("machine.deepsleep() without a time")
    lightsleep(*milliseconds)
    reset()


def disable_irq():
    return _nibble.chip_hold_interrupts(1)


def enable_irq(state):
    _nibble.chip_hold_interrupts(integer(state))


# Microseconds that a pin stays at a level: -2 when it never got there in time, -1 when it stayed.
def time_pulse_us(pin, level, timeout_us=1000000):
    pin = find(pin)
    level = 1 if level else 0
    timeout_us = integer(timeout_us)
    ticks_us, ticks_diff = time.ticks_us, time.ticks_diff
    began = ticks_us()
    while pin.value() != level:
        if ticks_diff(ticks_us(), began) >= timeout_us:
            return -2
    began = ticks_us()
    while pin.value() == level:
        if ticks_diff(ticks_us(), began) >= timeout_us:
            return -1
    return ticks_diff(ticks_us(), began)


bootloader = _needs_exact.function("machine.bootloader()")
bitstream = _needs_exact.function("machine.bitstream()")
dht_readinto = _needs_exact.function("machine.dht_readinto()")

I2C = _needs_exact.make_class("machine.I2C")
SoftI2C = _needs_exact.make_class("machine.SoftI2C")
I2CTarget = _needs_exact.make_class(
    "machine.I2CTarget",
    IRQ_ADDR_MATCH_READ=1,
    IRQ_ADDR_MATCH_WRITE=2,
    IRQ_READ_REQ=4,
    IRQ_WRITE_REQ=8,
    IRQ_END_READ=16,
    IRQ_END_WRITE=32,
)
SPI = _needs_exact.make_class("machine.SPI", LSB=0, MSB=1)
SoftSPI = _needs_exact.make_class("machine.SoftSPI", LSB=0, MSB=1)
I2S = _needs_exact.make_class("machine.I2S", RX=0, TX=1, MONO=0, STEREO=1)
UART = _needs_exact.make_class(
    "machine.UART", INV_TX=1, INV_RX=2, CTS=1, RTS=2, IRQ_TXIDLE=32, IRQ_RXIDLE=64, IRQ_BREAK=512
)
WDT = _needs_exact.make_class("machine.WDT")
USBDevice = _needs_exact.make_class("machine.USBDevice")


class _Memory:
    def __init__(self, bits):
        self._bits = bits

    def __repr__(self):
        return "<%d-bit memory>" % self._bits

    def __getitem__(self, address):
        _needs_exact.complain("machine.mem%d" % self._bits)

    def __setitem__(self, address, value):
        _needs_exact.complain("machine.mem%d" % self._bits)


mem8 = _Memory(8)
mem16 = _Memory(16)
mem32 = _Memory(32)
