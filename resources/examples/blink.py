# You see: the small light on the Pico goes on and off.
# You need: nothing else.
# Try this: change 0.5 to 0.1 and press Run again.
from machine import Pin
from time import sleep

led = Pin("LED", Pin.OUT)

while True:
    led.toggle()
    sleep(0.5)
