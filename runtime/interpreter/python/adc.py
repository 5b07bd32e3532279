# machine.ADC: voltages, and the temperature of the chip.

import _nibble
from _arguments import check_count, check_no_names
from _pins import find

_exports = ("ADC",)

_CHANNELS = 5
_FIRST_GPIO = 26


class ADC:
    CORE_TEMP = 4

    def __init__(self, *given, **named):
        check_no_names(named)
        check_count(len(given), 1, 1)
        source = given[0]
        if isinstance(source, int) and 0 <= source < _CHANNELS:
            self._channel = source
            return
        number = find(source)._number
        if not _FIRST_GPIO <= number < _FIRST_GPIO + _CHANNELS - 1:
            raise ValueError("Pin doesn't have ADC capabilities")
        _nibble.adc_attach(number)
        self._channel = number - _FIRST_GPIO

    def __repr__(self):
        return "<ADC channel=%d>" % self._channel

    def read_u16(self):
        return _nibble.adc_read(self._channel)
