# Streams of `asyncio`, which the package lacks.
# What programs use: https://docs.micropython.org/en/latest/library/asyncio.html#tcp-stream-connections

import sys
from asyncio import core
import _nibble

_exports = ("Stream", "StreamReader", "StreamWriter", "open_connection", "start_server")

_LINE = None
_PIECE = 512


# Gives the turn away: what a task has queued itself for gives it back.
def _pause():
    yield


class Stream:
    def __init__(self, stream, information={}):
        self._stream = stream
        self._information = information
        self._unsent = b""

    def get_extra_info(self, name):
        return self._information[name]

    def close(self):
        pass

    async def wait_closed(self):
        self._stream.close()

    async def _until_readable(self):
        core._io_queue.queue_read(self._stream)
        await _pause()

    def _is_input(self):
        return self._stream is sys.stdin or self._stream is sys.stdin.buffer

    def _take(self, wanted):
        if self._is_input():
            # It would wait until all that is asked for has come: ask for what is there.
            most = 1 if wanted is _LINE or self._stream is sys.stdin else wanted
            return self._stream.read(min(most, _nibble.input_length()))
        return self._stream.readline() if wanted is _LINE else self._stream.read(wanted)

    async def _piece(self, wanted):
        piece = None
        while piece is None:
            await self._until_readable()
            piece = self._take(wanted)
        return piece

    # Pieces in one, as long as `more(what is there)` gives what to ask for.
    async def _pieces(self, more):
        whole = b""
        while True:
            wanted = more(whole)
            if wanted == 0:
                return whole
            piece = await self._piece(wanted)
            whole = whole + piece if whole else piece
            if not piece:
                return whole

    async def read(self, n=-1):
        return await (self._piece(n) if n >= 0 else self._pieces(lambda whole: _PIECE))

    async def readinto(self, buffer):
        await self._until_readable()
        if self._is_input():
            buffer = memoryview(buffer)[: _nibble.input_length()]
        return self._stream.readinto(buffer)

    async def readexactly(self, n):
        whole = await self._pieces(lambda whole: n - len(whole))
        if len(whole) < n:
            raise EOFError
        return whole

    async def readline(self):
        return await self._pieces(lambda whole: 0 if whole[-1:] in ("\n", b"\n") else _LINE)

    # What the stream takes at once needs no `drain`.
    def write(self, data):
        if not self._unsent:
            data = data[self._stream.write(data) or 0 :]
        if data:
            self._unsent += data

    async def drain(self):
        if not self._unsent:
            await core.sleep_ms(0)
        while self._unsent:
            core._io_queue.queue_write(self._stream)
            await _pause()
            self._unsent = self._unsent[self._stream.write(self._unsent) or 0 :]


StreamReader = StreamWriter = Stream


# Without a radio there is no `socket` to import; one that is not simulated says so.
async def _connect(*given, **named):
    import socket

    socket.socket()


open_connection = start_server = _connect
