# What `micropython` has on a Pico and not in the package.

_removed = ("pystack_use",)
_exports = ("alloc_emergency_exception_buf",)


# Exceptions in interrupt handlers need no reserve here: handlers never run while memory is locked.
def alloc_emergency_exception_buf(size):
    pass
