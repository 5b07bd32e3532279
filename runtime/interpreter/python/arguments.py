# Arguments checked and complained about as MicroPython's own classes do.

import _events

LOWEST_INT = -0x80000000
HIGHEST_INT = 0x7FFFFFFF


# A whole number of 32 bits.
def integer(value):
    if not isinstance(value, (int, bool)):
        raise TypeError("can't convert %s to int" % type(value).__name__)
    if not LOWEST_INT <= value <= HIGHEST_INT:
        raise OverflowError("overflow converting long int to machine word")
    return int(value)


def real(value):
    if not isinstance(value, (int, bool, float)):
        raise TypeError("can't convert %s to float" % type(value).__name__)
    return float(value)


def anything(value):
    return value


def truth(value):
    return bool(value)


# Complains unless the number of positional arguments fits.
def check_count(count, lowest, highest):
    if lowest == highest:
        if count != lowest:
            raise TypeError("function takes %d positional arguments but %d were given" % (lowest, count))
    elif count < lowest:
        raise TypeError("function missing %d required positional arguments" % (lowest - count))
    elif count > highest:
        raise TypeError("function expected at most %d arguments, got %d" % (highest, count))


def check_no_names(named):
    if named:
        raise TypeError("function doesn't take keyword arguments")


# Values for `wanted`, a tuple of (name, by name only, default, conversion), in that order.
def parse(wanted, given, named):
    values = []
    used = 0
    for index, (name, by_name_only, default, convert) in enumerate(wanted):
        if index < len(given):
            if by_name_only:
                raise TypeError("extra positional arguments given")
            values.append(convert(given[index]))
        elif name in named:
            used += 1
            values.append(convert(named[name]))
        else:
            values.append(default)
    if len(given) > len(wanted):
        raise TypeError("extra positional arguments given")
    if used < len(named):
        raise TypeError("extra keyword arguments given")
    return values


# Calls a handler from an interrupt. A "hard" one is not called again after an exception: False.
def call_handler(handler, argument, hard):
    if handler is None:
        return True
    if not hard:
        handler(argument)
        return True
    try:
        handler(argument)
    except Exception as problem:
        print("Uncaught exception in IRQ callback handler")
        _events.show(problem)
        return False
    return True
