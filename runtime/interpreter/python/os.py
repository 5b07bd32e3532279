# What `os` has on a Pico and not in the package.

import os as _os
import sys
import _nibble
import _needs_exact

_removed = ("VfsPosix",)
_exports = ("ilistdir", "uname", "urandom", "sync", "dupterm", "dupterm_notify", "VfsFat", "VfsLfs2")

FILE = 0x8000


def _make_uname():
    from collections import namedtuple

    return namedtuple("uname_result", ("sysname", "nodename", "release", "version", "machine"))


class _uname_result(_make_uname()):
    def __repr__(self):
        return "(sysname=%r, nodename=%r, release=%r, version=%r, machine=%r)" % tuple(self)

    __str__ = __repr__


def uname():
    release = ".".join(str(number) for number in sys.implementation.version[:3])
    version = sys.version.split("MicroPython ")[-1]
    return _uname_result(sys.platform, sys.platform, release, version, sys.implementation._machine)


def urandom(count):
    return bytes(_nibble.chip_random_byte() for _ in range(count))


# A Pico's entries also tell the size of a file.
def ilistdir(path=".", _ilistdir=_os.ilistdir, _stat=_os.stat):
    folder = path.rstrip("/" if isinstance(path, str) else b"/")
    between = "/" if isinstance(path, str) else b"/"
    for name, kind, *_ in _ilistdir(path):
        size = 0
        if kind == FILE:
            try:
                size = _stat(folder + between + name)[6]
            except OSError:
                continue
        yield name, kind, 0, size


# Files are on the computer's disk as soon as they are written.
def sync():
    pass


dupterm = _needs_exact.function("os.dupterm()")
dupterm_notify = _needs_exact.function("os.dupterm_notify()")
VfsFat = _needs_exact.make_class("os.VfsFat")
VfsLfs2 = _needs_exact.make_class("os.VfsLfs2")
