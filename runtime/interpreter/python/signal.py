# machine.Signal: a pin whose "on" may mean low.

from machine import Pin
from _arguments import check_count

_exports = ("Signal",)


class Signal:
    def __init__(self, *given, **named):
        invert = False
        if given and isinstance(given[0], (Pin, Signal)):
            names = [name for name in named if name != "invert"]
            if len(given) != 1 or names:
                raise TypeError
            invert = bool(named.get("invert", False))
            self._pin = given[0]
        else:
            invert = bool(named.pop("invert", False))
            if invert and "value" in named:
                named["value"] = not named["value"]
            self._pin = Pin(*given, **named)
        self._invert = 1 if invert else 0

    def __repr__(self):
        return "<Signal>"

    def __call__(self, *level):
        check_count(len(level), 0, 1)
        return self.value(*level)

    def value(self, *level):
        check_count(1 + len(level), 1, 2)
        if not level:
            return self._pin.value() ^ self._invert
        self._pin.value((1 if level[0] else 0) ^ self._invert)

    def on(self):
        self.value(1)

    def off(self):
        self.value(0)
