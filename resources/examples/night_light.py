# You see: a knob sets how bright a light is, also in the plotter.
# You need: a potentiometer on GP26, an LED with 330 ohms on GP15.
# Try this: make it brightest when the knob is all the way down.
from machine import ADC, PWM, Pin
from time import sleep

knob = ADC(26)
light = PWM(Pin(15), freq=1000)

while True:
    level = knob.read_u16()
    light.duty_u16(level)
    print("light:", round(level * 100 / 65535))
    sleep(0.1)
