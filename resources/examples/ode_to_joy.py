# You see: nothing much, but you hear Beethoven's Ode to Joy.
# You need: a passive buzzer, without electronics, on GP16.
# Try this: write down another song, note by note.
from machine import PWM, Pin
from time import sleep

NOTES = {"C": 262, "D": 294, "E": 330, "F": 349, "G": 392}
SONG = "EEFG GFED CCDE EDD EEFG GFED CCDE DCC"
buzzer = PWM(Pin(16))

try:
    for note in SONG:
        if note in NOTES:
            buzzer.freq(NOTES[note])
            buzzer.duty_u16(32768)
        sleep(0.3)
        buzzer.duty_u16(0)
        sleep(0.05)
finally:
    buzzer.deinit()
