# You see: BOOTSEL lights the LED, and presses are counted.
# You need: nothing else. BOOTSEL is the white button on the Pico.
# Try this: how often can you press it in ten seconds?
from machine import Pin
from rp2 import bootsel_button
from time import sleep

led = Pin("LED", Pin.OUT)
presses = 0
before = 0

print("Press BOOTSEL on the Pico.")
while True:
    now = bootsel_button()
    led.value(now)
    if now and not before:
        presses = presses + 1
        print("presses:", presses)
    before = now
    sleep(0.01)
