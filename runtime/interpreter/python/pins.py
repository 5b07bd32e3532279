# Finding pins, for the peripherals that use them.

from machine import Pin
import _nibble


# The pin meant by a number, a name or a Pin.
def find(pin):
    return pin if isinstance(pin, Pin) else Pin(pin)


# The GPIO number of a pin on the chip itself.
def gpio_of(pin):
    number = find(pin)._number
    if _nibble.pin_is_external(number):
        raise ValueError("expecting a regular GPIO Pin")
    return number
