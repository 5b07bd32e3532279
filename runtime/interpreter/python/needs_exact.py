# What a Pico has and the simulated one in "Fast" has not: one sentence instead of a wrong answer.

import _nibble


def complain(name):
    raise NotImplementedError('%s needs "Exact" or a real %s' % (name, _nibble.chip_board_name()))


# A function of that name that complains.
def function(name):
    def complaining(*given, **named):
        complain(name)

    return complaining


# A class of that name that complains when an object is made; `constants` can be read all the same.
def make_class(name, **constants):
    def make(cls, *given, **named):
        complain(name)

    constants["__new__"] = make
    return type(name.split(".")[-1], (), constants)
