# machine.RTC: the clock that knows the date.

import time
import _nibble
from _arguments import check_count, check_no_names, integer

_exports = ("RTC",)

_LENGTH = 8


class RTC:
    def __new__(cls, *given, **named):
        check_no_names(named)
        check_count(len(given), 0, 0)
        return object.__new__(cls) if cls is not RTC or _the_clock is None else _the_clock

    def __repr__(self):
        return "<RTC>"

    def datetime(self, *moment):
        check_count(1 + len(moment), 1, 2)
        if not moment:
            year, month, day, hour, minute, second, weekday, _ = time.gmtime()
            return (year, month, day, weekday, hour, minute, second, 0)
        parts = moment[0]
        if not isinstance(parts, (tuple, list)):
            raise TypeError("object '%s' isn't a tuple or list" % type(parts).__name__)
        if len(parts) != _LENGTH:
            raise ValueError("requested length %d but object has length %d" % (_LENGTH, len(parts)))
        year, month, day, _, hour, minute, second, _ = [integer(part) for part in parts]
        _nibble.set_epoch(float(time.mktime((year, month, day, hour, minute, second, 0, 0))))


_the_clock = None
_the_clock = RTC()
