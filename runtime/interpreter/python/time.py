# `time` as a Pico has it: sleeping without using the processor, microseconds, whole seconds.

import _events
import _nibble

_now = _nibble.now
_sleep_until = _events.sleep_until

_MONTHS = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


def sleep(seconds):
    if not isinstance(seconds, (int, float)):
        raise TypeError("can't convert %s to float" % type(seconds).__name__)
    _sleep_until(_now() + seconds * 1000)


def sleep_ms(milliseconds):
    _sleep_until(_now() + _whole(milliseconds))


def sleep_us(microseconds):
    _sleep_until(_now() + _whole(microseconds) / 1000)


def _whole(number):
    if not isinstance(number, int):
        raise TypeError("can't convert %s to int" % type(number).__name__)
    return number


ticks_ms = _nibble.ticks_ms
ticks_us = _nibble.ticks_us
ticks_cpu = _nibble.ticks_us


def time():
    return int(_nibble.epoch_seconds())


def time_ns():
    return int(_nibble.epoch_seconds()) * 1000000000 + _nibble.epoch_nanoseconds()


def _is_leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _days_before_year(year):
    year -= 1
    return year * 365 + year // 4 - year // 100 + year // 400


_EPOCH_DAYS = _days_before_year(1970)


def gmtime(seconds=None):
    if seconds is None:
        seconds = time()
    elif isinstance(seconds, float):
        raise TypeError("can't convert float to int")
    elif seconds < 0:
        raise OverflowError("overflow converting long int to machine word")
    days, rest = divmod(seconds, 86400)
    year = 1970 + days // 366
    while _days_before_year(year + 1) - _EPOCH_DAYS <= days:
        year += 1
    day = days - (_days_before_year(year) - _EPOCH_DAYS)
    leap = _is_leap(year)
    month = 12
    while _MONTHS[month - 1] + (1 if leap and month > 2 else 0) > day:
        month -= 1
    first = _MONTHS[month - 1] + (1 if leap and month > 2 else 0)
    return (year, month, day - first + 1, rest // 3600, rest // 60 % 60, rest % 60, (days + 3) % 7, day + 1)


localtime = gmtime


def mktime(parts):
    if len(parts) < 8:
        raise TypeError("mktime needs a tuple of length 8 or 9")
    year, month, day, hour, minute, second = parts[:6]
    year += (month - 1) // 12
    month = (month - 1) % 12
    leap = 1 if _is_leap(year) and month > 1 else 0
    days = _days_before_year(year) - _EPOCH_DAYS + _MONTHS[month] + leap + day - 1
    return days * 86400 + hour * 3600 + minute * 60 + second
