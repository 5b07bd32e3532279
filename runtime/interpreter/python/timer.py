# machine.Timer: a function called later, or again and again.

import _events
import _nibble
from _arguments import anything, call_handler, integer, parse, real, truth

_exports = ("Timer",)

_WORD = 0xFFFFFFFFFFFFFFFF
_NEVER = _WORD

_OPTIONS = (
    ("mode", True, 1, integer),
    ("callback", True, None, anything),
    ("period", True, -1, integer),
    ("tick_hz", True, 1000, integer),
    ("freq", True, None, anything),
    ("hard", True, False, truth),
)


class Timer:
    ONE_SHOT = 0
    PERIODIC = 1

    def __init__(self, *given, **named):
        self._alarm = 0
        self._mode = 0
        self._microseconds = 0
        self._callback = None
        self._hard = False
        if given and integer(given[0]) != -1:
            raise ValueError("Timer doesn't exist")
        if len(given) > 1 or named:
            self.init(*given[1:], **named)

    def __repr__(self):
        mode = "PERIODIC" if self._mode else "ONE_SHOT"
        period = self._microseconds
        if period > 0xFFFFFFFF:
            period = (period // 1000 & 0xFFFFFFFF) * 1000
        return "Timer(mode=%s, tick_hz=1000000, period=%d)" % (mode, period)

    def init(self, *given, **named):
        self.deinit()
        mode, callback, period, tick_hz, freq, hard = parse(_OPTIONS, given, named)
        self._mode = mode
        self._callback = callback
        self._hard = hard
        if freq is not None:
            freq = real(freq)
            microseconds = int(1000000 / freq) if freq else _NEVER
        else:
            ticks = (period & _WORD) * 1000000 & _WORD
            microseconds = ticks // tick_hz if tick_hz else _NEVER
        self._microseconds = max(microseconds, 1)
        self._alarm = _nibble.timer_start(float(self._microseconds), mode != 0)
        _running[self._alarm] = self

    def deinit(self):
        if self._alarm:
            _nibble.timer_stop(self._alarm)
            _running.pop(self._alarm, None)
            self._alarm = 0


_running = {}


def _fire(alarm):
    timer = _running.get(alarm)
    if timer is None:
        return
    if not timer._mode:
        timer.deinit()
    if not call_handler(timer._callback, timer, timer._hard):
        timer.deinit()


_nibble.timer_connect(_events.add(_fire))
