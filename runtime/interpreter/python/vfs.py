# The file systems of a Pico; the simulated one's files are a folder on the computer.

import _needs_exact

_exports = ("VfsFat", "VfsLfs2")

VfsFat = _needs_exact.make_class("vfs.VfsFat")
VfsLfs2 = _needs_exact.make_class("vfs.VfsLfs2")
