# You see: how warm the Pico's chip is, as a line in the plotter.
# You need: nothing else.
# Try this: move Chip temperature in the Simulator.
from machine import ADC
from time import sleep

sensor = ADC(ADC.CORE_TEMP)

while True:
    volts = sensor.read_u16() * 3.3 / 65535
    celsius = 27 - (volts - 0.706) / 0.001721
    print("temperature:", round(celsius, 1))
    sleep(0.2)
