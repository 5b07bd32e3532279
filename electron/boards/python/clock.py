def set_clock(year, month, day, weekday, hour, minute, second):
    try:
        from machine import RTC

        RTC().datetime((year, month, day, weekday, hour, minute, second, 0))
    except (ImportError, AttributeError):
        return False
    return True
