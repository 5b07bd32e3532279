from machine import Pin


def outputs_off():
    for number in list(range(23)) + [26, 27, 28]:
        Pin(number, Pin.IN, None)
    Pin('LED', Pin.OUT).off()
