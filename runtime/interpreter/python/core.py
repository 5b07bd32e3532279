# The Python half of the interpreter's core: runs handlers, loads the other Python parts, runs files.
# Everything here lives in a namespace of its own that programs cannot reach.

import gc
import sys
import __main__
import micropython
import _nibble

_handlers = {}
_newest = [0]
_scheduled = []
_kept = []
_stand_ins = []

RUN_SCHEDULED = 0
SCHEDULE_DEPTH = 8
CONTROL_C = 3


# ---------------------------------------------------------------- handlers


# Prints a traceback without the frames of this file.
def show(problem):
    _nibble.strip_frames(id(problem))
    sys.print_exception(problem)


def add(function):
    _newest[0] += 1
    handler = _newest[0]
    _handlers[handler] = function
    return handler


def remove(handler):
    _handlers.pop(handler, None)


def _call_waiting(_next=_nibble.next_event, _argument=_nibble.event_argument, _handlers=_handlers):
    handler = _next()
    while handler >= 0:
        function = _handlers.get(handler)
        if function is not None:
            try:
                function(_argument())
            except KeyboardInterrupt:
                raise
            except BaseException as problem:
                show(problem)
        handler = _next()


# The scheduler's hook: called by the virtual machine between two bytecodes. Whatever happens in it,
# the scheduler has to be closed again; what is raised after that reaches the program.
def hook(_, _begin=_nibble.hook_begin, _end=_nibble.hook_end, _again=_nibble.interrupt, _call=_call_waiting):
    try:
        try:
            if _begin():
                _call()
        finally:
            _end()
    except KeyboardInterrupt:
        _again()


# Runs what waits while a program sleeps or waits for input; KeyboardInterrupt goes through.
def serve(_begin=_nibble.serve_begin, _end=_nibble.serve_end, _call=_call_waiting):
    _begin()
    try:
        _call()
    finally:
        _end()


# The same where no exception may go through; True says that Ctrl-C was pressed.
def serve_quietly():
    try:
        serve()
    except KeyboardInterrupt:
        return True
    return False


# The same at the idle prompt.
def serve_idle():
    try:
        serve()
    except KeyboardInterrupt as interrupt:
        show(interrupt)


# Waits until `due` (milliseconds of `_nibble.now`), serving what comes up meanwhile.
def sleep_until(due, _wait=_nibble.wait, _now=_nibble.now):
    while True:
        reason = _wait(due)
        if reason == 0:
            return
        if reason == 1:
            raise KeyboardInterrupt
        serve()
        # However many handlers follow each other, the program goes on when its time has come.
        if _now() >= due:
            return


# ---------------------------------------------------------------- micropython.schedule


def _run_scheduled(_):
    function, argument = _scheduled.pop(0)
    function(argument)


_handlers[RUN_SCHEDULED] = _run_scheduled


def schedule(function, argument):
    if len(_scheduled) >= SCHEDULE_DEPTH:
        raise RuntimeError("schedule queue full")
    _scheduled.append((function, argument))
    _nibble.post(RUN_SCHEDULED)


# ---------------------------------------------------------------- modules


# The module of a name, with a dictionary that can be changed; made where there is none.
def open_module(name):
    try:
        module = __import__(name)
    except ImportError:
        return replace_module(name)
    # MicroPython itself lets builtins be overridden; every other constant module needs a new dictionary.
    if name != "builtins" and _nibble.is_constant(id(module)):
        names = {"__name__": name}
        for key in dir(module):
            if key not in ("__class__", "__dict__"):
                names[key] = getattr(module, key)
        _kept.append(names)
        _nibble.set_module_names(id(module), id(names))
    return module


# A module of our own in place of the one there is.
def replace_module(name):
    _nibble.make_module(name)
    sys.modules.pop(name, None)
    module = __import__(name)
    del module.__file__
    return module


# The modules that the package has and no Pico. `asyncio`, which a Pico has, is used as it is; it
# finds its parts only before that.
def forget_foreign_modules():
    import asyncio.event, asyncio.funcs, asyncio.lock

    # It brought the package's own, which hides the one that a Pico has.
    del sys.modules["time"]
    for name in ("js", "jsffi"):
        _nibble.forget_builtin_module(id(__import__(name)))
    _nibble.forget_frozen_modules()


def load(module, source, stand_in):
    code = compile(source, _nibble.own_file_name(), "exec")
    names = {"__name__": module}
    exec(code, names)
    _kept.append(names)
    target = open_module(module)
    if stand_in:
        _stand_ins.append(module)
    for key in names.get("_exports", names):
        if key[0] != "_" or "_exports" in names:
            setattr(target, key, names[key])
    for key in names.get("_removed", ()):
        delattr(target, key)
    for alias in names.get("_aliases", ()):
        sys.modules[alias] = target
        if alias.startswith(module + "."):
            setattr(target, alias[len(module) + 1 :], target)


# Lets the board's own files take the place of modules that only stand in for what is not simulated.
def prefer_files():
    import os

    for name in _stand_ins:
        for path in (name + ".py", name, "/lib/" + name + ".py", "/lib/" + name):
            try:
                os.stat(path)
            except OSError:
                continue
            sys.modules.pop(name, None)
            break


# ---------------------------------------------------------------- programs on the board


# Runs the file asked for as the board does when it starts: 0 went well or is not there, 1 failed, 2 asked for a reset.
def run_file():
    path = _nibble.file_to_run()
    try:
        with open(path, "rb") as file:
            source = file.read()
    except OSError:
        return 0
    micropython.kbd_intr(CONTROL_C)
    try:
        exec(compile(source, path, "exec"), __main__.__dict__)
    except SystemExit:
        return 2
    except BaseException as problem:
        show(problem)
        return 1
    finally:
        micropython.kbd_intr(-1)
    return 0


# The names a program finds on a board that has just started.
def set_names():
    for name in ("machine", "rp2"):
        try:
            setattr(__main__, name, __import__(name))
        except ImportError:
            pass


# Since 1.27 MicroPython has the file's name in a program's names, on a Pico, too. Tools run programs,
# and are to leave nothing behind.
def forget_file():
    __main__.__dict__.pop("__file__", None)


# Leaves a heap as a program finds it on a Pico: as much of it free, nothing to collect, collected only
# when it is full (the package begins with every 16 KB). What is ours does not count: a Pico has it in flash.
def level_heap():
    allocated = gc.mem_alloc
    names = open_module("gc")
    gc.threshold(-1)
    gc.collect()
    _kept.append(bytearray(_nibble.heap_surplus(gc.mem_free())))
    ours = allocated()
    names.mem_alloc = lambda: max(0, allocated() - ours)


def has_room():
    try:
        return bytearray(_nibble.room_wanted()) is not None
    except MemoryError:
        return False


# ---------------------------------------------------------------- start


def _fail():
    raise ValueError


# Raises and catches an exception here, so that the native side learns what our frames look like.
def raise_once():
    try:
        _fail()
    except ValueError:
        pass


def start():
    _nibble.connect(id(hook), id(None), serve_quietly, serve_idle, run_file, forget_file, has_room, prefer_files, raise_once, level_heap)
    _nibble.replace_text(id(sys.platform), "platform")
    _nibble.replace_text(id(sys.implementation._machine), "machine")
    _nibble.replace_text(id(sys.implementation._build), "build")
    for number, stream in enumerate((sys.stdin, sys.stdout, sys.stderr)):
        _nibble.renumber_buffer(id(stream.buffer), number)
    forget_foreign_modules()
    events = open_module("_events")
    events.add = add
    events.remove = remove
    events.serve = serve
    events.show = show
    events.sleep_until = sleep_until
    open_module("micropython").schedule = schedule
    hidden = {"_nibble", "_events"}
    while _nibble.next_part():
        load(_nibble.part_module(), _nibble.part_source(), _nibble.part_stand_in())
        if _nibble.part_hidden():
            hidden.add(_nibble.part_module())
    for module in hidden:
        del sys.modules[module]
    set_names()


start()
