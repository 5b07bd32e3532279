# You see: the LED flashes your name in Morse code, short and long.
# You need: nothing else.
# Try this: put your own name between the quotes and press Run.
from machine import Pin
from time import sleep

NAME = "Ada"
DOT = 0.2  # seconds; a dash is three times as long
CODES = "A.- B-... C-.-. D-.. E. F..-. G--. H.... I.. J.--- K-.- "
CODES += "L.-.. M-- N-. O--- P.--. Q--.- R.-. S... T- U..- V...- "
CODES += "W.-- X-..- Y-.-- Z--.."
morse = {code[0]: code[1:] for code in CODES.split()}
led = Pin("LED", Pin.OUT, value=0)

while True:
    for letter in NAME.upper():
        signs = morse.get(letter, "")
        print(letter, signs)
        for sign in signs:
            led.on()
            sleep(DOT if sign == "." else 3 * DOT)
            led.off()
            sleep(DOT)
        sleep(2 * DOT if signs else 4 * DOT)
    sleep(4 * DOT)
