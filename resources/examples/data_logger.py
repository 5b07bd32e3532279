# You see: ten temperatures go into a file, then into the plotter.
# You need: nothing else.
# Try this: run it again. Then open log.csv, which is on the Pico.
from machine import ADC
from time import sleep

sensor = ADC(ADC.CORE_TEMP)


def temperature():
    volts = sensor.read_u16() * 3.3 / 65535
    return round(27 - (volts - 0.706) / 0.001721, 1)


with open("log.csv", "a") as log:
    for number in range(10):
        log.write(str(temperature()) + "\n")
        sleep(0.2)

print("The file log.csv says:")
with open("log.csv") as log:
    for line in log:
        print("temperature:", line.strip())
