# The event loop of `asyncio`. MicroPython's own package is there but for its loop, which leaves the
# waiting to JavaScript; on a board the loop waits by itself.
# What programs use: https://docs.micropython.org/en/latest/library/asyncio.html

import asyncio
import select
from asyncio import core
from asyncio.event import ThreadSafeFlag
import _nibble

_aliases = ("uasyncio", "asyncio.stream")
_exports = (
    "IOQueue",
    "ThreadSafeFlag",
    "current_task",
    "get_event_loop",
    "new_event_loop",
    "run",
    "run_until_complete",
)
# What only JavaScript's loop needs; `core` has these names, too.
_removed = ("TopLevelCoro", "ThenableEvent", "asyncio_timer", "js", "jsffi")

_ticks = core.ticks
_ticks_diff = core.ticks_diff
_POLL_TROUBLE = select.POLLERR | select.POLLHUP

# `select` need not look at it by itself: who sets it wakes the loop.
ThreadSafeFlag.set_by_handlers = True


# Tasks that wait until a stream can be read or written.
class IOQueue:
    def __init__(self):
        self._poll = select.poll()
        self._waits = []

    def __bool__(self):
        return bool(self._waits)

    def queue_read(self, stream):
        self._add(stream, select.POLLIN)

    def queue_write(self, stream):
        self._add(stream, select.POLLOUT)

    def _add(self, stream, wanted):
        self._poll.register(stream, wanted)
        self._waits.append((core.cur_task, stream, wanted))
        # A task that is cancelled has what its data is `remove` it.
        core.cur_task.data = self

    def remove(self, task):
        for wait in list(self._waits):
            if wait[0] is task:
                self._waits.remove(wait)
                self._forget(wait[1])

    # Somebody waits for the stream no more; others may still.
    def _forget(self, stream):
        wanted = 0
        for _, other, events in self._waits:
            if other is stream:
                wanted |= events
        if wanted:
            self._poll.modify(stream, wanted)
        else:
            self._poll.unregister(stream)

    # Lets those go on whose stream is ready by `due` (of `_nibble.now`, None: whenever). Handlers end
    # the waiting, too: they may have woken a task.
    def wake(self, due):
        for stream, events in self._poll._wait(due, True):
            for task, other, wanted in list(self._waits):
                if other is stream and events & (wanted | _POLL_TROUBLE):
                    self.remove(task)
                    core._task_queue.push(task)


# Not an Exception: the package's loop lets it through.
class _LoopEnds(BaseException):
    pass


# Says whether the loop that runs is to end.
_is_over = None


# The package's loop asks for this difference before each turn of a task.
def _before_turn(due, now):
    if _is_over():
        raise _LoopEnds
    if core._io_queue:
        core._io_queue.wake(0)
    return _ticks_diff(due, now)


def _run_until(is_over):
    global _is_over
    outer, _is_over = _is_over, is_over
    try:
        while not is_over():
            core._run_iter()
            if is_over():
                break
            task = core._task_queue.peek()
            core._io_queue.wake(_nibble.now() + _ticks_diff(task.ph_key, _ticks()) if task else None)
    except _LoopEnds:
        pass
    finally:
        _is_over = outer
        core.cur_task = None


def _is_nothing_left():
    return not (core._task_queue.peek() or core._io_queue)


def run_until_complete(main=None):
    if main is None or main.done():
        _run_until(_is_nothing_left)
        return None
    _run_until(main.done)
    ending = main.data
    if main.state is None:
        if not isinstance(ending, (StopIteration, core.CancelledError)):
            # The package has queued it, to complain when its turn comes. But here is who retrieves it.
            core._task_queue.remove(main)
        main.state = False
    if isinstance(ending, StopIteration):
        return ending.value
    raise ending


def run(coroutine):
    return run_until_complete(core.create_task(coroutine))


def current_task():
    if core.cur_task is None:
        raise RuntimeError("no running event loop")
    return core.cur_task


# Older programs give lengths of queues.
def get_event_loop(*_):
    return core.Loop


def new_event_loop():
    core._task_queue = core.TaskQueue()
    core._io_queue = IOQueue()
    return core.Loop


_stopped = False


async def _stop():
    global _stopped
    _stopped = True


def _run_forever():
    global _stopped
    _stopped = False
    _run_until(lambda: _stopped)


core.Loop.run_forever = _run_forever
core.Loop.run_until_complete = lambda awaitable: run_until_complete(core._promote_to_task(awaitable))
# Those whose turn is before it have it still.
core.Loop.stop = lambda: core.create_task(_stop())

for _name in _exports:
    setattr(core, _name, globals()[_name])
for _name in _removed:
    delattr(core, _name)
core.ticks_diff = _before_turn
core._schedule_run_iter = lambda delay: None
# Whose turn it is while it is nobody's.
core._top_level_task = core.cur_task = asyncio.cur_task = None
new_event_loop()
