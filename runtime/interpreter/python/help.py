# help(), for the board this is.

import builtins
import _nibble

_exports = ("help",)

_COLUMNS = 4
_COLUMN_WIDTH = 18

_TEXT = """This is MicroPython on a simulated Raspberry Pi Pico.

Its documentation: https://docs.micropython.org/

What you can use, each with `from machine import ...`:
  Pin      inputs and outputs:    led = Pin("LED", Pin.OUT); led.on(); led.off(); led.toggle()
                                  button = Pin(15, Pin.IN, Pin.PULL_UP); button.value()
  PWM      brightness and tones:  pwm = PWM(Pin(16), freq=1000, duty_u16=32768)
  ADC      voltages:              ADC(26).read_u16(), and ADC(ADC.CORE_TEMP) the temperature
  Timer    calls from time to time:  Timer(period=500, callback=lambda timer: led.toggle())

Keys: Ctrl-C stops a program. At an empty prompt Ctrl-D starts the board afresh, Ctrl-E pastes text.
help('modules') lists the modules, help(something) tells what something has."""

_help_on = builtins.help


def _show_modules():
    names = _nibble.library_modules().split()
    rows = (len(names) + _COLUMNS - 1) // _COLUMNS
    for row in range(rows):
        line = ""
        for name in names[row::rows]:
            # A name that fills its column takes the next one's room too, but for one space.
            while len(line) % _COLUMN_WIDTH:
                line += " "
            line += name + " "
        print(line.rstrip())
    print("Plus any modules on the filesystem")


def help(*subject):
    if not subject:
        print(_TEXT)
    elif subject[0] == "modules":
        _show_modules()
    else:
        _help_on(*subject)
