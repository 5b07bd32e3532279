# `select` that waits without using the processor: it sleeps until input comes or a handler ran.

import sys as _sys
import select as _select
import _events
import _nibble

_POLLIN = 1
_POLLOUT = 4

# Milliseconds between two looks at streams whose readiness nothing announces.
_LOOK_AGAIN = 20

_constant_poll = _select.poll
_now = _nibble.now


def _is_input(stream):
    return stream is _sys.stdin or stream is _sys.stdin.buffer


class poll:
    def __init__(self):
        self._poll = _constant_poll()
        self._input = set()
        self._silent = set()

    def register(self, stream, events=_POLLIN | _POLLOUT):
        self._poll.register(stream, events)
        if _is_input(stream):
            self._input.add(id(stream))
        elif not hasattr(stream, "set_by_handlers"):
            self._silent.add(id(stream))

    def unregister(self, stream):
        self._poll.unregister(stream)
        self._input.discard(id(stream))
        self._silent.discard(id(stream))

    def modify(self, stream, events):
        self._poll.modify(stream, events)

    def poll(self, timeout=-1):
        return self._wait(None if timeout is None or timeout < 0 else _now() + timeout, False)

    def ipoll(self, timeout=-1, flags=0):
        return iter(self.poll(timeout))

    # Waits until a stream is ready or `due` has come; `once` also returns after handlers ran.
    def _wait(self, due, once):
        wait = _nibble.wait_input if self._input else _nibble.wait
        while True:
            ready = self._poll.poll(0)
            now = _now()
            if ready or due is not None and now >= due:
                return ready
            until = now + _LOOK_AGAIN if self._silent else now + 1e12
            reason = wait(until if due is None else min(until, due))
            if reason == 1:
                raise KeyboardInterrupt
            if reason == 2:
                _events.serve()
                if once:
                    return self._poll.poll(0)


def select(readable, writable, exceptional, timeout=None):
    waiting = poll()
    for stream in readable:
        waiting.register(stream, _POLLIN)
    for stream in writable:
        waiting.register(stream, _POLLOUT)
    ready = waiting.poll(-1 if timeout is None else int(timeout * 1000))
    return (
        [stream for stream, events in ready if events & ~_POLLOUT],
        [stream for stream, events in ready if events & _POLLOUT],
        [],
    )
