# machine.PWM: pulses of a given frequency and length.

import _nibble
from _arguments import check_count, integer, parse
from _pins import gpio_of

_exports = ("PWM",)

_NOT_SET = -1

_OPTIONS = (
    ("freq", False, _NOT_SET, integer),
    ("duty_u16", True, _NOT_SET, integer),
    ("duty_ns", True, _NOT_SET, integer),
    ("invert", True, _NOT_SET, integer),
)


class PWM:
    # Every channel is one object: GPIO n and n + 16 share it. A class derived from PWM has its own.
    def __new__(cls, *given, **named):
        if cls is not PWM:
            return object.__new__(cls)
        if not given:
            raise TypeError("function missing 1 required positional arguments")
        return _channels[gpio_of(given[0]) % 16]

    def __init__(self, *given, **named):
        if not given:
            raise TypeError("function missing 1 required positional arguments")
        gpio = gpio_of(given[0])
        self._gpio = gpio % 16
        _nibble.pwm_take(gpio)
        self.init(*given[1:], **named)
        _nibble.pwm_attach(gpio)

    def __repr__(self):
        invert = 1 if _nibble.pwm_inverted(self._gpio) else 0
        return "<PWM slice=%d channel=%d invert=%d>" % (self._gpio // 2, self._gpio % 2, invert)

    def init(self, *given, **named):
        frequency, share, nanoseconds, invert = parse(_OPTIONS, given, named)
        if frequency != _NOT_SET:
            self._set_frequency(frequency)
        if share != _NOT_SET:
            _nibble.pwm_set_share(self._gpio, share)
        if nanoseconds != _NOT_SET:
            _nibble.pwm_set_nanoseconds(self._gpio, nanoseconds)
        if invert != _NOT_SET:
            _nibble.pwm_invert(self._gpio, invert != 0)
        _nibble.pwm_start(self._gpio)

    def deinit(self):
        _nibble.pwm_stop(self._gpio)

    def freq(self, *hertz):
        check_count(1 + len(hertz), 1, 2)
        if not hertz:
            return _nibble.pwm_frequency(self._gpio)
        self._set_frequency(integer(hertz[0]))
        _nibble.pwm_restart(self._gpio)

    def duty_u16(self, *share):
        check_count(1 + len(share), 1, 2)
        if not share:
            return _nibble.pwm_share(self._gpio)
        _nibble.pwm_set_share(self._gpio, integer(share[0]))
        _nibble.pwm_start(self._gpio)

    def duty_ns(self, *nanoseconds):
        check_count(1 + len(nanoseconds), 1, 2)
        if not nanoseconds:
            return _nibble.pwm_nanoseconds(self._gpio)
        _nibble.pwm_set_nanoseconds(self._gpio, integer(nanoseconds[0]))
        _nibble.pwm_start(self._gpio)

    def _set_frequency(self, hertz):
        answer = _nibble.pwm_set_frequency(self._gpio, hertz)
        if answer != "ok":
            raise ValueError(answer)


def _make_channel(gpio):
    channel = object.__new__(PWM)
    channel._gpio = gpio
    return channel


_channels = [_make_channel(gpio) for gpio in range(16)]
