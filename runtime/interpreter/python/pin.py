# machine.Pin: general purpose inputs and outputs, and their interrupts.

import _events
import _nibble
from _arguments import anything, call_handler, check_count, integer, parse, truth

_exports = ("Pin",)

_read = _nibble.pin_read
_write = _nibble.pin_write
_toggle = _nibble.pin_toggle

_SIO = 5
_NOT_GIVEN = -1
_UNSET = object()

_OPTIONS = (
    ("mode", False, None, anything),
    ("pull", False, None, anything),
    ("value", True, None, anything),
    ("alt", True, _SIO, integer),
)
_IRQ_OPTIONS = (
    ("handler", False, None, anything),
    ("trigger", False, 12, integer),
    ("hard", False, False, truth),
)


class irq:
    def __init__(self, pin):
        self._pin = pin
        self._handler = None
        self._trigger = 0
        self._flags = 0
        self._hard = False

    def __repr__(self):
        return "<irq>"

    def __call__(self):
        if not call_handler(self._handler, self._pin, self._hard):
            self.trigger(0)
            self._handler = None

    def flags(self):
        return self._flags

    def trigger(self, *edges):
        check_count(len(edges) + 1, 1, 2)
        before = self._trigger
        if edges:
            self._flags = 0
            self._trigger = integer(edges[0])
            _nibble.pin_watch(self._pin._number, self._trigger)
        return before

    def _set(self, handler, trigger, hard):
        _nibble.pin_watch(self._pin._number, 0)
        self._handler = handler
        self._hard = hard
        self._flags = 0
        self._trigger = trigger
        if handler is not None:
            _nibble.pin_watch(self._pin._number, trigger)


class Pin:
    IN = 0
    OUT = 1
    OPEN_DRAIN = 2
    ALT = 3
    PULL_UP = 1
    PULL_DOWN = 2
    IRQ_FALLING = 4
    IRQ_RISING = 8
    ALT_SPI = 1
    ALT_UART = 2
    ALT_I2C = 3
    ALT_PWM = 4
    ALT_SIO = 5
    ALT_PIO0 = 6
    ALT_PIO1 = 7
    ALT_GPCK = 8
    ALT_USB = 9

    # Every pin is one object, however often it is asked for; a class derived from Pin has its own.
    def __new__(cls, *given, **named):
        if cls is not Pin:
            return object.__new__(cls)
        if not given:
            raise TypeError("function missing 1 required positional arguments")
        return _find(given[0])

    def __init__(self, *given, **named):
        if type(self) is not Pin:
            if not given:
                raise TypeError("function missing 1 required positional arguments")
            found = _find(given[0])
            self._number = found._number
            self._name = found._name
        if len(given) > 1 or named:
            self.init(*given[1:], **named)

    def __repr__(self):
        return "Pin(%s, %s)" % (self._name, _nibble.pin_describe(self._number))

    def __call__(self, *level):
        check_count(len(level), 0, 1)
        return self.value(*level)

    def __eq__(self, other):
        return isinstance(other, Pin) and other._number == self._number

    def __hash__(self):
        return self._number

    def init(self, *given, **named):
        mode, pull, value, alternate = parse(_OPTIONS, given, named)
        external = _nibble.pin_is_external(self._number)
        if external:
            if pull is not None:
                raise ValueError("pulls are not supported for external pins")
            if alternate != _SIO:
                raise ValueError("alternate functions are not supported for external pins")
        level = _NOT_GIVEN if value is None else 1 if value else 0
        if mode is not None:
            mode = integer(mode)
            if external and mode not in (0, 1):
                raise ValueError("only Pin.OUT and Pin.IN are supported for this pin")
            if not _nibble.pin_configure(self._number, mode, level, alternate):
                raise ValueError("invalid pin af: %d" % alternate)
        if not external:
            _nibble.pin_pull(self._number, 0 if pull is None else integer(pull))

    def value(self, level=_UNSET, *more):
        if more:
            check_count(2 + len(more), 1, 2)
        if level is _UNSET:
            return _read(self._number)
        _write(self._number, 1 if level else 0)

    def on(self):
        _write(self._number, 1)

    def off(self):
        _write(self._number, 0)

    def toggle(self):
        _toggle(self._number)

    high = on
    low = off

    def irq(self, *given, **named):
        number = self._number
        if _nibble.pin_is_external(number):
            raise ValueError("expecting a regular GPIO Pin")
        settings = parse(_IRQ_OPTIONS, given, named)
        if number not in _irqs:
            _irqs[number] = irq(_pins[number])
        if given or named:
            _irqs[number]._set(*settings)
        return _irqs[number]


_irqs = {}
_pins = {}


def _fire(code):
    number, flags = code >> 8, code & 255
    interrupt = _irqs.get(number)
    if interrupt is not None:
        interrupt._flags = flags
        interrupt()


def _names_class(name, pins):
    def make(cls, *given, **named):
        raise TypeError("can't create '%s' instances" % name)

    names = type(name, (), {"__new__": make})
    for pin_name in pins:
        setattr(names, pin_name, pins[pin_name])
    return names


def _make_pins():
    on_chip = {}
    on_board = {}
    for number in range(_nibble.pin_count()):
        pin = object.__new__(Pin)
        pin._number = number
        pin._name = _nibble.pin_chip_name(number)
        if not pin._name:
            continue
        _pins[number] = pin
        on_chip[pin._name] = pin
        for name in _nibble.pin_board_names(number).split():
            on_board[name] = pin
    return on_chip, on_board


_on_chip, _on_board = _make_pins()
Pin.cpu = _names_class("cpu", _on_chip)
Pin.board = _names_class("board", _on_board)


def _find(pin):
    if isinstance(pin, Pin):
        return pin
    if isinstance(pin, str):
        found = _on_board.get(pin) or _on_chip.get(pin)
        if found is None:
            raise ValueError('unknown named pin "%s"' % pin)
        return found
    if isinstance(pin, int):
        number = integer(pin)
        if number in _pins and not _nibble.pin_is_external(number):
            return _pins[number]
    raise ValueError("invalid pin")


_nibble.pin_connect(_events.add(_fire))
