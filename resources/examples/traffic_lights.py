# You see: red, yellow and green take turns, as at a crossing.
# You need: LEDs with 330 ohms: red GP15, yellow GP14, green GP13.
# Try this: make green last twice as long.
from machine import Pin
from time import sleep

red = Pin(15, Pin.OUT)
yellow = Pin(14, Pin.OUT)
green = Pin(13, Pin.OUT)


def show(red_on, yellow_on, green_on, seconds):
    red.value(red_on)
    yellow.value(yellow_on)
    green.value(green_on)
    sleep(seconds)


while True:
    show(1, 0, 0, 3)
    show(1, 1, 0, 1)
    show(0, 0, 1, 3)
    show(0, 1, 0, 1)
