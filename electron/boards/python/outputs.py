# The pins that a Pico leads out: what they drive, and driving nothing any more.
import uos
from machine import Pin, mem32

numbers = list(range(23)) + [26, 27, 28]

# Where a chip has IO_BANK0 and PWM (RP2040 datasheet 2.2, RP2350 datasheet 2.2). What is in them is alike in both.
chips = {'RP2040': (0x40014000, 0x40050000), 'RP2350': (0x40028000, 0x400A8000)}


# The outputs that are on, each as [number or 'LED', share of time, whether it is PWM]; none of a chip that is not known.
def outputs_on():
    machine = uos.uname().machine
    bases = [chips[chip] for chip in chips if chip in machine]
    if not bases:
        return []
    pins, slices = bases[0]
    on = []
    if has_led_at_25(machine):
        on += on_at(pins, slices, 25, 'LED')
    # The LED of others hangs on the radio, and that on GPIO23: one without power is left alone.
    elif ' W ' in machine and drives(pins, 23) and Pin('LED').value():
        on.append(['LED', 1, False])
    for number in numbers:
        on += on_at(pins, slices, number, number)
    return on


def has_led_at_25(machine):
    return 'Raspberry Pi Pico' in machine and ' W ' not in machine


def on_at(pins, slices, number, name):
    function = mem32[pins + 8 * number + 4] & 31
    share = slice_share(slices + 20 * (number >> 1 & 7), number & 1) if function == 4 else None
    if share is not None:
        return [[name, share, True]] if share > 0 else []
    return [[name, 1, False]] if function in (4, 5) and drives(pins, number) else []


# The pad is driven high (OETOPAD and OUTTOPAD of GPIOn_STATUS).
def drives(pins, number):
    return mem32[pins + 8 * number] & 0x2200 == 0x2200


# CSR, CC and TOP of a slice; None where it stands still.
def slice_share(slice, channel):
    control = mem32[slice]
    if not control & 1:
        return None
    share = min(1, (mem32[slice + 12] >> 16 * channel & 0xFFFF) / (mem32[slice + 16] + 1))
    return 1 - share if control & 4 << channel else share


def outputs_off():
    for number in numbers:
        Pin(number, Pin.IN, None)
    # MicroPython 1.19.1 has no name for the LED of a Pico, and some boards have none at all.
    try:
        Pin(25 if has_led_at_25(uos.uname().machine) else 'LED', Pin.OUT).off()
    except (TypeError, ValueError):
        pass
