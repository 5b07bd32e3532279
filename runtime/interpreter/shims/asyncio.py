# `asyncio` as a Pico has it, on MicroPython's own Task and TaskQueue. The package's asyncio is driven
# by JavaScript's event loop, which a board does not have; this one waits in `select` like a Pico's.
# Names and behaviour: https://docs.micropython.org/en/latest/library/asyncio.html

import io as _io
import select as _select
import sys as _sys
from _asyncio import Task, TaskQueue
from time import ticks_ms as ticks, ticks_add, ticks_diff
import _nibble

_POLLIN = 1
_POLLOUT = 4
_POLL_REQUEST = 3

# Task and TaskQueue look these two up in this module.
cur_task = None
_task_queue = TaskQueue()
_exc_context = {"message": "Task exception wasn't retrieved", "exception": None, "future": None}


class CancelledError(BaseException):
    pass


class TimeoutError(Exception):
    pass


# ---------------------------------------------------------------- sleeping


class SingletonGenerator:
    def __init__(self):
        self.state = None
        self.exc = StopIteration()

    def __iter__(self):
        return self

    def __next__(self):
        if self.state is None:
            self.exc.__traceback__ = None
            raise self.exc
        _task_queue.push(cur_task, self.state)
        self.state = None


def sleep_ms(milliseconds, _generator=SingletonGenerator()):
    _generator.state = ticks_add(ticks(), max(0, milliseconds))
    return _generator


def sleep(seconds):
    return sleep_ms(int(seconds * 1000))


# ---------------------------------------------------------------- streams waiting in the loop


# Gives the turn away without asking for another one.
def _suspended():
    yield


class IOQueue:
    def __init__(self):
        self.poller = _select.poll()
        # stream id -> [task that reads, task that writes, stream]
        self.map = {}

    def _wait_for(self, stream, place):
        entry = self.map.get(id(stream))
        if entry is None:
            entry = self.map[id(stream)] = [None, None, stream]
            entry[place] = cur_task
            self.poller.register(stream, (_POLLIN, _POLLOUT)[place])
        else:
            entry[place] = cur_task
            self.poller.modify(stream, _POLLIN | _POLLOUT)
        cur_task.data = self

    def queue_read(self, stream):
        self._wait_for(stream, 0)

    def queue_write(self, stream):
        self._wait_for(stream, 1)

    def _let_go(self, entry, place):
        task = entry[place]
        entry[place] = None
        if entry[0] is None and entry[1] is None:
            del self.map[id(entry[2])]
            self.poller.unregister(entry[2])
        else:
            self.poller.modify(entry[2], _POLLOUT if entry[0] is None else _POLLIN)
        return task

    # Called by Task.cancel.
    def remove(self, task):
        for entry in list(self.map.values()):
            for place in (0, 1):
                if entry[place] is task:
                    self._let_go(entry, place)

    def wait_io_event(self, milliseconds):
        due = None if milliseconds < 0 else _nibble.now() + milliseconds
        for stream, events in self.poller._wait(due, True):
            entry = self.map[id(stream)]
            if events & ~_POLLOUT and entry[0] is not None:
                _task_queue.push(self._let_go(entry, 0))
            if events & ~_POLLIN and entry[1] is not None:
                _task_queue.push(self._let_go(entry, 1))


_io_queue = IOQueue()


# ---------------------------------------------------------------- running


def _coroutine(value):
    if not hasattr(value, "send"):
        raise TypeError("coroutine expected")
    return value


def _promote_to_task(awaitable):
    return awaitable if isinstance(awaitable, Task) else create_task(awaitable)


def create_task(coroutine):
    task = Task(_coroutine(coroutine), globals())
    _task_queue.push(task)
    return task


def _wait_for_next_task():
    while True:
        task = _task_queue.peek()
        if task:
            delay = max(0, ticks_diff(task.ph_key, ticks()))
        elif _io_queue.map:
            delay = -1
        else:
            return None
        if delay or _io_queue.map:
            _io_queue.wait_io_event(delay)
        task = _task_queue.peek()
        if task and ticks_diff(task.ph_key, ticks()) <= 0:
            return _task_queue.pop()


# Wakes what waits for a task that just ended; true when somebody did.
def _wake_waiters(task, problem):
    waited_on = False
    if task.state is True:
        task.state = None
    elif callable(task.state):
        task.state(task, problem)
        task.state = False
        waited_on = True
    else:
        while task.state.peek():
            _task_queue.push(task.state.pop())
            waited_on = True
        task.state = False
    return waited_on


# Returns what `main` returned, or when nothing is left to run.
def run_until_complete(main=None):
    global cur_task
    while True:
        task = _wait_for_next_task()
        if task is None:
            cur_task = None
            return
        cur_task = task
        try:
            problem = task.data
            if problem:
                task.data = None
                task.coro.throw(problem)
            else:
                task.coro.send(None)
        except (CancelledError, Exception) as ending:
            assert task.data is None
            if task is main:
                cur_task = None
                if isinstance(ending, StopIteration):
                    return ending.value
                raise ending
            if task.state:
                waited_on = _wake_waiters(task, ending)
                if not waited_on and not isinstance(ending, (CancelledError, StopIteration)):
                    # Its turn comes again: only then is it certain that nobody waits for it.
                    _task_queue.push(task)
                task.data = ending
            elif task.state is None:
                task.data = problem
                _nibble.strip_frames(id(problem))
                _exc_context["exception"] = problem
                _exc_context["future"] = task
                Loop.call_exception_handler(_exc_context)


def run(coroutine):
    return run_until_complete(create_task(coroutine))


def current_task():
    if cur_task is None:
        raise RuntimeError("no running task")
    return cur_task


async def _stopper():
    pass


_stop_task = None


class Loop:
    _exc_handler = None

    def create_task(coroutine):
        return create_task(coroutine)

    def run_forever():
        global _stop_task
        _stop_task = Task(_stopper(), globals())
        run_until_complete(_stop_task)

    def run_until_complete(awaitable):
        return run_until_complete(_promote_to_task(awaitable))

    def stop():
        global _stop_task
        if _stop_task is not None:
            _task_queue.push(_stop_task)
            _stop_task = None

    def close():
        pass

    def set_exception_handler(handler):
        Loop._exc_handler = handler

    def get_exception_handler():
        return Loop._exc_handler

    def default_exception_handler(loop, context):
        print(context["message"])
        print("future:", context["future"], "coro=", context["future"].coro)
        _sys.print_exception(context["exception"])

    def call_exception_handler(context):
        (Loop._exc_handler or Loop.default_exception_handler)(Loop, context)


def get_event_loop(runq_len=0, waitq_len=0):
    return Loop


def new_event_loop():
    global _task_queue, _io_queue, _exc_context, cur_task
    _task_queue = TaskQueue()
    _io_queue = IOQueue()
    cur_task = None
    return Loop


# ---------------------------------------------------------------- waiting for several, or not for ever


class _Outcome:
    open = True
    value = None
    problem = None


async def _wait_and_tell(waiter, awaitable, outcome):
    try:
        outcome.value = await awaitable
    except BaseException as problem:
        outcome.problem = problem
    if outcome.open:
        outcome.open = False
        waiter.cancel()


async def wait_for(awaitable, timeout, sleep=sleep):
    awaitable = _promote_to_task(awaitable)
    if timeout is None:
        return await awaitable
    outcome = _Outcome()
    runner = create_task(_wait_and_tell(cur_task, awaitable, outcome))
    try:
        await sleep(timeout)
    except CancelledError:
        if outcome.open:
            # Cancelled from outside, not because the outcome is there.
            outcome.open = False
            runner.cancel()
            raise
        if outcome.problem is not None:
            raise outcome.problem
        return outcome.value
    outcome.open = False
    runner.cancel()
    await runner
    raise TimeoutError


def wait_for_ms(awaitable, timeout):
    return wait_for(awaitable, timeout, sleep_ms)


class _Gathering:
    def __init__(self, tasks, gatherer, stops_early):
        self.tasks = tasks
        self.gatherer = gatherer
        self.stops_early = stops_early
        self.left = 0
        self.failure = None

    def ended(self, task, problem):
        self.left -= 1
        if self.failure is None and not isinstance(problem, StopIteration):
            self.failure = problem
            if self.stops_early:
                self.left = 0
        if self.left == 0 and self.gatherer.data is self:
            self.gatherer.data = None
            _task_queue.push(self.gatherer)

    # Called by Task.cancel of the gatherer.
    def remove(self, task):
        for waiting in self.tasks:
            if not waiting.done():
                waiting.state = True
                waiting.cancel()


async def gather(*awaitables, return_exceptions=False):
    tasks = [_promote_to_task(awaitable) for awaitable in awaitables]
    gathering = _Gathering(tasks, cur_task, not return_exceptions)
    for task in tasks:
        if task.done():
            if not isinstance(task.data, StopIteration) and gathering.failure is None:
                gathering.failure = task.data
            task.state = False
            continue
        if task.state is not True:
            raise RuntimeError("can't gather")
        task.state = gathering.ended
        gathering.left += 1
    if gathering.left and (return_exceptions or gathering.failure is None):
        cur_task.data = gathering
        await _suspended()
    if gathering.failure is not None and not return_exceptions:
        for task in tasks:
            if callable(task.state):
                task.state = True
        raise gathering.failure
    results = []
    for task in tasks:
        ending = task.data
        results.append(ending.value if isinstance(ending, StopIteration) else ending)
    return results


# ---------------------------------------------------------------- events, flags, locks


class Event:
    def __init__(self):
        self.state = False
        self.waiting = TaskQueue()

    def is_set(self):
        return self.state

    def set(self):
        while self.waiting.peek():
            _task_queue.push(self.waiting.pop())
        self.state = True

    def clear(self):
        self.state = False

    async def wait(self):
        if not self.state:
            self.waiting.push(cur_task)
            cur_task.data = self.waiting
            await _suspended()
        return True


class ThreadSafeFlag(_io.IOBase):
    # Tells `select` that it need not look again by itself.
    set_by_handlers = True

    def __init__(self):
        self.state = 0

    def ioctl(self, request, flags):
        if request == _POLL_REQUEST:
            return self.state * flags
        return -1

    def set(self):
        self.state = 1

    def clear(self):
        self.state = 0

    async def wait(self):
        if not self.state:
            _io_queue.queue_read(self)
            await _suspended()
        self.state = 0


class Lock:
    def __init__(self):
        # 0 unlocked, 1 locked, or the task that it was handed to and that has not run yet.
        self.state = 0
        self.waiting = TaskQueue()

    def locked(self):
        return self.state == 1

    def release(self):
        if self.state != 1:
            raise RuntimeError("Lock not acquired")
        if self.waiting.peek():
            self.state = self.waiting.pop()
            _task_queue.push(self.state)
        else:
            self.state = 0

    async def acquire(self):
        if self.state != 0:
            self.waiting.push(cur_task)
            cur_task.data = self.waiting
            try:
                await _suspended()
            except CancelledError:
                if self.state == cur_task:
                    self.state = 1
                    self.release()
                raise
        self.state = 1
        return True

    async def __aenter__(self):
        return await self.acquire()

    async def __aexit__(self, kind, value, traceback):
        return self.release()


# ---------------------------------------------------------------- streams


class Stream:
    def __init__(self, stream, extra={}):
        self.s = stream
        self.e = extra
        self.out_buf = b""

    def get_extra_info(self, name):
        return self.e[name]

    def close(self):
        pass

    async def wait_closed(self):
        self.s.close()

    def _is_input(self):
        return self.s is _sys.stdin or self.s is _sys.stdin.buffer

    async def _readable(self):
        _io_queue.queue_read(self.s)
        await _suspended()

    async def _writable(self):
        _io_queue.queue_write(self.s)
        await _suspended()

    def _take(self, count):
        # Reading from the shell waits for as much as is asked for: ask for what has come.
        if self._is_input():
            count = min(count, _nibble.input_length())
        return self.s.read(count)

    async def read(self, n=-1):
        data = None
        while True:
            await self._readable()
            piece = self._take(n if n >= 0 else 4096)
            if piece is None:
                continue
            if n >= 0:
                return piece
            if not piece:
                return data if data is not None else piece
            data = piece if data is None else data + piece

    async def readinto(self, buffer):
        await self._readable()
        return self.s.readinto(buffer)

    async def readexactly(self, n):
        data = None
        while n:
            await self._readable()
            piece = self._take(n)
            if piece is None:
                continue
            if not piece:
                raise EOFError
            data = piece if data is None else data + piece
            n -= len(piece)
        return b"" if data is None else data

    async def readline(self):
        line = None
        while True:
            await self._readable()
            piece = self._take(1) if self._is_input() else self.s.readline()
            if piece is None:
                continue
            if not piece:
                return line if line is not None else piece
            line = piece if line is None else line + piece
            if line[-1] in ("\n", 10):
                return line

    def write(self, data):
        if not self.out_buf:
            written = self.s.write(data)
            if written == len(data):
                return
            data = data[written or 0 :]
        self.out_buf += data

    async def drain(self):
        if not self.out_buf:
            return await sleep_ms(0)
        data = memoryview(self.out_buf)
        self.out_buf = b""
        done = 0
        while done < len(data):
            await self._writable()
            done += self.s.write(data[done:]) or 0


StreamReader = Stream
StreamWriter = Stream


async def open_connection(host, port, ssl=None, server_hostname=None):
    import socket

    socket.socket()


async def start_server(callback, host, port, backlog=5, ssl=None):
    import socket

    socket.socket()


# The parts of a Pico's asyncio package are all this one module.
core = event = funcs = lock = stream = _sys.modules["asyncio"]
for _name in ("core", "event", "funcs", "lock", "stream"):
    _sys.modules["asyncio." + _name] = core
_sys.modules["uasyncio"] = core
