# rp2: what only this chip has.

import _nibble
import _needs_exact


def bootsel_button():
    return _nibble.bootsel_pressed()


class PIOASMError(Exception):
    pass


PIO = _needs_exact.make_class(
    "rp2.PIO",
    IN_LOW=0,
    IN_HIGH=1,
    OUT_LOW=2,
    OUT_HIGH=3,
    SHIFT_LEFT=0,
    SHIFT_RIGHT=1,
    JOIN_NONE=0,
    JOIN_TX=1,
    JOIN_RX=2,
    IRQ_SM0=256,
    IRQ_SM1=512,
    IRQ_SM2=1024,
    IRQ_SM3=2048,
)
StateMachine = _needs_exact.make_class("rp2.StateMachine")
PIOASMEmit = _needs_exact.make_class("rp2.PIOASMEmit")
DMA = _needs_exact.make_class("rp2.DMA")
Flash = _needs_exact.make_class("rp2.Flash")
asm_pio = _needs_exact.function("rp2.asm_pio()")
asm_pio_encode = _needs_exact.function("rp2.asm_pio_encode()")
