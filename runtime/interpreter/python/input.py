# `input()` with a line editor, waiting without using the processor.

import _events
import _nibble


def input(prompt=""):
    _nibble.line_begin(str(prompt))
    while True:
        step = _nibble.line_step()
        if step == 0:
            return _nibble.line_text()
        if step == 1:
            raise KeyboardInterrupt
        if step == 3:
            raise EOFError
        _events.serve()
