# You see: a game. Press BOOTSEL as soon as the LED comes on!
# You need: nothing else. BOOTSEL is the white button on the Pico.
# Try this: play five rounds instead of three.
from machine import Pin
from random import uniform
from rp2 import bootsel_button
from time import sleep, ticks_diff, ticks_ms

led = Pin("LED", Pin.OUT)
led.off()

for turn in range(3):
    print("Wait for the light ...")
    sleep(uniform(1, 3))
    led.on()
    start = ticks_ms()
    while not bootsel_button():
        sleep(0.001)
    time = ticks_diff(ticks_ms(), start)
    led.off()
    print("Too early!" if time < 50 else f"You took {time} ms.")
    while bootsel_button():
        sleep(0.001)
print("That was the game. Press Run to play again.")
