# _thread: locks work, for programs that only use those; a second core is not simulated.

import _needs_exact

_exports = ("LockType", "allocate_lock", "exit", "get_ident", "stack_size", "start_new_thread")


class _Lock:
    def __init__(self):
        self._locked = False

    def __repr__(self):
        return "<lock>"

    def acquire(self, *options):
        if self._locked:
            if options and not options[0]:
                return False
            _needs_exact.complain("Waiting for a lock")
        self._locked = True
        return True

    def release(self):
        if not self._locked:
            raise RuntimeError
        self._locked = False

    def locked(self):
        return self._locked

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *problem):
        self.release()


LockType = _Lock


def allocate_lock():
    return _Lock()


def get_ident():
    return 1


def stack_size(*size):
    return 0


def exit():
    raise SystemExit


start_new_thread = _needs_exact.function("_thread.start_new_thread()")
